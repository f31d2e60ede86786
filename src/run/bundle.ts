import { portable, toOciConfig } from '../engines/index.ts';
import { type Container, knownValue, type Rlimit, Unreadable } from '../model/index.ts';
import type { IdMap } from './id-map.ts';
import { type Delegated, limitedConfig, mappedConfig } from './mapped.ts';

/** What the effective view does not hold of a container that a runtime alone starts. */
export interface BundleParts {
  /** Absolute path of the root file system. */
  readonly root: string;
  readonly args: readonly string[];
  /** NAME=value */
  readonly env: readonly string[];
  readonly user: { readonly uid: number; readonly gid: number };
  readonly terminal: boolean;
  /** The filter, as runtimes read it. */
  readonly seccomp?: object;
  /** Further mounts, behind all others. */
  readonly mounts: readonly object[];
  /** Of the bundle itself: annotations, hooks. */
  readonly beside: Readonly<Record<string, unknown>>;
  /** A user namespace with these ids; absent: none. */
  readonly ids?: IdMap;
  /** Where the caller is not root: which limits he may set. */
  readonly limits?: Delegated | 'none';
}

/** The config.json by which runc or crun starts a container, of the same effective view as an engine would. Throws Unreadable for what only engines have. */
export function bundleConfig(effective: Container, parts: BundleParts): object {
  onlyOfEngines(effective);
  const { ids, limits } = parts;
  const whole = portable(toOciConfig(effective).config);
  const fitted = limits === undefined ? whole : limitedConfig(whole, limits === 'none' ? undefined : limits);
  const config = ids === undefined ? fitted : mappedConfig(fitted, ids);
  const { process } = config;
  return {
    ...parts.beside,
    ...config,
    process: {
      ...process,
      terminal: parts.terminal,
      user: { ...process.user, ...parts.user },
      args: parts.args,
      env: parts.env,
      rlimits: process.rlimits.filter(({ type }) =>
        effective.process.rlimits.some((one) => isOwn(one) && `RLIMIT_${one.type.toUpperCase()}` === type),
      ),
    },
    root: { ...config.root, path: parts.root },
    mounts: [...config.mounts, ...parts.mounts],
    linux: { ...config.linux, ...(parts.seccomp === undefined ? {} : { seccomp: parts.seccomp }) },
  };
}

/** Those that an engine sets by itself stay the caller's. */
const isOwn = ({ hard }: Rlimit): boolean => hard.state === 'written' || (hard.state === 'default' && hard.from === 'bulkhead run');

function onlyOfEngines({ ports, networks, mounts, linux, privileged }: Container): void {
  const network = knownValue(linux.namespaces.network)?.mode;
  if (ports.some(({ published }) => published) || networks !== undefined || network === 'private' || network === 'shared')
    throw new Unreadable('a runtime alone makes no network: without -p and --network it has none, with --network host that of the host');
  const kept = mounts.find(({ type }) => !['bind', 'tmpfs', 'system'].includes(knownValue(type) ?? ''));
  if (kept !== undefined)
    throw new Unreadable(`a runtime alone keeps no volumes: mount a folder on ${knownValue(kept.destination) ?? 'the path'}`);
  if ((linux.devices ?? []).length > 0 || knownValue(privileged) === true)
    throw new Unreadable('devices and --privileged are for engines: a runtime alone is not told the numbers of devices here');
}
