import type { toOciConfig } from '../engines/index.ts';
import { Unreadable } from '../model/index.ts';
import { hostId, type IdMap, idsFromZero } from './id-map.ts';

type Config = ReturnType<typeof toOciConfig>['config'];

/** The control groups that a caller who is not root was given. */
export interface Delegated {
  /** Path of one that is to be made, from the root of the control groups on. */
  readonly path: string;
  /** "memory", "pids" … */
  readonly controllers: readonly string[];
}

/**
 * The same configuration with a user namespace. What a namespace of one's own cannot do is said as it can: an id that it has not cannot own a mount, a range of
 * groups in a sysctl has to lie in it, and /sys of a network that is another's is bound, for it cannot be mounted (runc 1.1 libcontainer/specconv/example.go
 * ToRootless). Throws Unreadable for what has no such way.
 */
export function mappedConfig(config: Config, { uids, gids }: IdMap): Config {
  const { linux, mounts } = config;
  const has = (type: string): boolean => linux.namespaces.some((one) => one.type === type);
  const foreign = ['pid', 'ipc'].find((type) => !has(type));
  if (foreign !== undefined)
    throw new Unreadable(`--${foreign} host does not go with a user namespace, and without one a runtime has to be started as root`);
  const unowned = (option: string): boolean => {
    const [, kind, id] = /^([ug])id=(\d{1,10})$/.exec(option) ?? [];
    return kind !== undefined && hostId(kind === 'u' ? uids : gids, Number(id)) === undefined;
  };
  const sys = { type: 'bind', source: '/sys', options: ['rbind', 'nosuid', 'noexec', 'nodev', 'ro'] };
  const groups = 'net.ipv4.ping_group_range';
  const sysctl = has('network') ? linux.sysctl : {};
  return {
    ...config,
    mounts: mounts.map((mount) => ({
      ...mount,
      options: mount.options.filter((option) => !unowned(option)),
      ...(mount.type === 'sysfs' && !has('network') ? sys : {}),
    })),
    linux: {
      ...linux,
      namespaces: [...linux.namespaces, { type: 'user' }],
      uidMappings: uids,
      gidMappings: gids,
      ...(sysctl === undefined
        ? {}
        : { sysctl: sysctl[groups] === undefined ? sysctl : { ...sysctl, [groups]: `0 ${idsFromZero(gids) - 1}` } }),
    },
  };
}

/** What each controller limits, in the words of the configuration. */
const limitsBy: Readonly<Record<string, 'memory' | 'cpu' | 'pids' | 'blockIO'>> = {
  memory: 'memory',
  cpu: 'cpu',
  pids: 'pids',
  io: 'blockIO',
};

/** The same with the limits that the caller may set, and no others: a runtime refuses to start a container with one that it cannot set. */
export function limitedConfig(config: Config, delegated: Delegated | undefined): Config {
  const { cgroupsPath: _, ...linux } = config.linux;
  const kept = new Set<string>((delegated?.controllers ?? []).map((name) => limitsBy[name] ?? ''));
  const resources = Object.fromEntries(Object.entries(linux.resources).filter(([name]) => kept.has(name)));
  return { ...config, linux: { ...linux, resources, ...(delegated === undefined ? {} : { cgroupsPath: delegated.path }) } };
}
