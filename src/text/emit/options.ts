import { cpuPeriod } from '../../facts/cgroup.ts';
import {
  type Container,
  type Device,
  type EnvVar,
  type Field,
  type GroupId,
  knownValue,
  type Namespace,
  type UserId,
} from '../../model/index.ts';
import { quoteWords } from '../shell/quote.ts';
import { besideOptions } from './beside.ts';
import { securityOptions } from './confinement.ts';
import { mountOption } from './mounts.ts';
import { type EngineOption, of } from './option.ts';
import { portText } from './ports.ts';
import { rateOptions } from './rates.ts';
import { openText, type Said, said, saidOf } from './said.ts';
import { isVariable } from './secret-variable.ts';
import { sizeText } from './size.ts';

type Engine = 'docker' | 'podman';

/** The options by which the engine runs this container as it is declared; what it has no option for is left out. */
export function engineOptions(container: Container, engine: Engine): readonly EngineOption[] {
  const { process, root, linux } = container;
  return [
    ...of('user', userText(process)),
    ...(process.additionalGroups ?? []).flatMap((group) => of('group-add', saidOf(group, groupWord))),
    ...turned('privileged', container.privileged),
    ...(process.capabilities?.drop ?? []).flatMap((name) => of('cap-drop', saidOf(name, shortName))),
    ...(process.capabilities?.add ?? []).flatMap((name) => of('cap-add', saidOf(name, shortName))),
    ...securityOptions(container, engine).flatMap((value) => of('security-opt', said(value))),
    ...turned('read-only', root.readonly),
    ...(engine === 'podman' && knownValue(root.writableTmpfs) === false ? of('read-only-tmpfs', said('false')) : []),
    ...container.mounts.flatMap((mount) => {
      const option = mountOption(mount, engine);
      return option === undefined ? [] : [{ flag: option.flag, value: option.value }];
    }),
    ...(linux.devices ?? []).flatMap((device) => deviceOption(device)),
    ...namespaceOptions(container, engine),
    ...(container.networks ?? []).flatMap((name) =>
      of(
        'network',
        saidOf(name, (text) => text),
      ),
    ),
    ...container.ports.flatMap((port) => of(port.published ? 'publish' : 'expose', portText(port))),
    ...limitOptions(container),
    ...process.rlimits.flatMap(({ type, soft, hard }) => {
      const [low, high] = [knownValue(soft), knownValue(hard)];
      return low === undefined || high === undefined ? [] : of('ulimit', said(`${type}=${low}${low === high ? '' : `:${high}`}`));
    }),
    ...linux.sysctl.flatMap(({ name, value }) =>
      of(
        'sysctl',
        withName(
          name,
          saidOf(value, (text) => text, name),
        ),
      ),
    ),
    ...process.env.filter((variable) => !isOfSecret(variable, container, engine)).flatMap((variable) => envOption(variable, engine)),
    ...(engine === 'podman' ? secretOptions(container) : []),
    ...healthOptions(container, engine),
    ...besideOptions(container.beside ?? []),
    ...of(
      'workdir',
      saidOf(process.cwd, (text) => text),
    ),
    ...of(
      'hostname',
      saidOf(container.hostname, (text) => text),
    ),
    ...of(
      'runtime',
      saidOf(container.runtime, (text) => text),
    ),
    ...of(
      'cgroup-parent',
      saidOf(linux.cgroupsPath, (text) => text),
    ),
  ];
}

const turned = (flag: string, field: Field<boolean> | undefined): readonly EngineOption[] => {
  if (field?.state === 'unknown') return of(flag, openText(field));
  return knownValue(field) === true ? [{ flag }] : [];
};

const shortName = (name: string): string => name.replace(/^CAP_/, '');

const userWord = (user: UserId): string => (user.name === undefined ? String(user.uid) : user.name);
export const groupWord = (group: GroupId): string => (group.name === undefined ? String(group.gid) : group.name);

/** USER[:GROUP]. A group alone cannot be said. */
export function userText({ user, group }: Pick<Container['process'], 'user' | 'group'>): Said | undefined {
  const name = saidOf(user, userWord);
  const own = saidOf(group, groupWord);
  if (name === undefined || own === undefined || name.open) return name;
  return { text: `${name.text}:${own.text}`, open: own.open };
}

const withName = (name: string, value: Said | undefined): Said | undefined =>
  value === undefined ? undefined : { ...value, text: `${name}=${value.text}` };

function deviceOption(field: Field<Device>): readonly EngineOption[] {
  if (field.state === 'unknown') return of('device', openText(field));
  const { path, containerPath, permissions } = field.value;
  if (path.startsWith('gpus=')) return of('gpus', said(path.slice('gpus='.length)));
  if (path === '/dev/*') return of('device-cgroup-rule', said(`a *:* ${permissions ?? 'rwm'}`));
  if (/^[bc] /.test(path)) return of('device-cgroup-rule', said(`${path} ${permissions ?? 'rwm'}`));
  if (!path.startsWith('/') && !/^[\w.-]+\/[\w.-]+=[\w.:-]+$/.test(path)) return [];
  const inside = containerPath ?? (permissions === undefined ? undefined : path);
  return of('device', said([path, inside, permissions].filter((part) => part !== undefined).join(':')));
}

function namespaceOptions({ linux: { namespaces, uidMappings, gidMappings } }: Container, engine: Engine): readonly EngineOption[] {
  const mode = (flag: string, field: Field<Namespace> | undefined, words: readonly Namespace['mode'][]) =>
    of(
      flag,
      saidOf(field, (namespace) => modeWord(namespace, words)),
    );
  const own = engine === 'podman' ? (['private'] as const) : [];
  const maps =
    engine === 'podman'
      ? ([
          ['uidmap', uidMappings],
          ['gidmap', gidMappings],
        ] as const)
      : [];
  return [
    ...mode('pid', namespaces.pid, ['host', ...own]),
    ...mode('ipc', namespaces.ipc, ['host', 'private', 'shareable', 'none']),
    ...mode('uts', namespaces.uts, ['host', ...own]),
    ...mode('cgroupns', namespaces.cgroup, ['host', 'private']),
    ...mode('network', namespaces.network, ['host', 'none']),
    ...(uidMappings === undefined
      ? of(
          'userns',
          saidOf(namespaces.user, (user) => userNamespace(user, engine)),
        )
      : []),
    ...maps.flatMap(([flag, field]) =>
      (knownValue(field) ?? []).flatMap(({ containerId, hostId, size }) => of(flag, said(`${containerId}:${hostId}:${size}`))),
    ),
  ];
}

function modeWord({ mode, with: other }: Namespace, words: readonly Namespace['mode'][]): string | undefined {
  if (mode === 'shared') return other?.startsWith('container:') || other?.startsWith('ns:') ? other : undefined;
  return words.includes(mode) ? mode : undefined;
}

/** `auto` is Podman's word for a private one. */
function userNamespace({ mode, keepsCaller }: Namespace, engine: Engine): string | undefined {
  if (mode === 'host') return 'host';
  if (mode !== 'private' || engine !== 'podman') return undefined;
  if (keepsCaller === undefined) return 'auto';
  const ids = Object.entries(keepsCaller).map(([key, id]) => `${key}=${id}`);
  return ids.length === 0 ? 'keep-id' : `keep-id:${ids.join(',')}`;
}

function limitOptions({ process, linux: { resources } }: Container): readonly EngineOption[] {
  const { memory, cpu, pids, blockIO } = resources;
  const bytes = (flag: string, field: Field<number> | undefined) =>
    of(
      flag,
      saidOf(field, (value) => (value < 0 ? undefined : sizeText(value))),
    );
  const count = (flag: string, field: Field<number> | undefined) => of(flag, saidOf(field, String));
  return [
    ...bytes('memory', memory?.limit),
    ...bytes('memory-reservation', memory?.reservation),
    ...of(
      'memory-swap',
      saidOf(memory?.swap, (value) => (value < 0 ? '-1' : sizeText(value))),
    ),
    ...turned('oom-kill-disable', memory?.disableOOMKiller),
    ...count('oom-score-adj', process.oomScoreAdj),
    ...processors(cpu?.quota, cpu?.period),
    ...count('cpu-shares', cpu?.shares),
    ...of(
      'cpuset-cpus',
      saidOf(cpu?.cpus, (text) => text),
    ),
    ...count('pids-limit', pids?.limit),
    ...count('blkio-weight', blockIO?.weight),
    ...rateOptions(blockIO?.throttle ?? []),
  ];
}

/** --cpus where the period is the usual one. */
function processors(quota: Field<number> | undefined, period: Field<number> | undefined): readonly EngineOption[] {
  if (quota?.state === 'unknown') return of('cpus', openText(quota));
  const [time, of100] = [knownValue(quota), knownValue(period) ?? cpuPeriod];
  const share =
    time === undefined || time <= 0
      ? []
      : of100 === cpuPeriod
        ? of('cpus', said(String(time / cpuPeriod)))
        : of('cpu-quota', said(String(time)));
  return [...share, ...(of100 === cpuPeriod ? [] : of('cpu-period', said(String(of100))))];
}

function envOption({ name, value, from }: EnvVar, engine: Engine): readonly EngineOption[] {
  if (value !== undefined)
    return of(
      'env',
      withName(
        name,
        saidOf(value, (text) => text, name),
      ) ?? said(name),
    );
  if (name === '*' && from === 'caller' && engine === 'podman') return [{ flag: 'env-host' }];
  return name.endsWith('*') || name === '?' ? [] : of('env', said(name));
}

/** Podman takes the variable out of the secret; Docker has no secrets, and takes it from its caller. */
const isOfSecret = ({ name }: EnvVar, { secrets, process }: Container, engine: Engine): boolean =>
  engine === 'podman' && secrets.some((use) => (knownValue(use.target) ?? use.name) === name && isVariable(use, { process }));

function secretOptions({ secrets, process }: Container): readonly EngineOption[] {
  return secrets.flatMap((use) => {
    const { name, target, mode, uid, gid, from } = use;
    if (knownValue(from) !== 'external') return [];
    if (isVariable(use, { process }))
      return of('secret', said([name, 'type=env', ...(target === undefined ? [] : [`target=${knownValue(target)}`])].join(',')));
    const [path, bits, owner, group] = [knownValue(target), knownValue(mode), knownValue(uid), knownValue(gid)];
    const parts = [
      ...(path === undefined ? [] : [`target=${path}`]),
      ...(bits === undefined ? [] : [`mode=${bits.toString(8).padStart(4, '0')}`]),
      ...(owner === undefined ? [] : [`uid=${owner}`]),
      ...(group === undefined ? [] : [`gid=${group}`]),
    ];
    return of('secret', said([name, ...parts].join(',')));
  });
}

/** Docker takes a shell's line alone; Podman a list of words as well. */
function healthOptions({ healthcheck }: Container, engine: Engine): readonly EngineOption[] {
  const check = knownValue(healthcheck);
  if (check === undefined) return [];
  if (check.disabled) return [{ flag: 'no-healthcheck' }];
  const [kind, ...words] = check.test;
  if (kind === 'CMD-SHELL') return of('health-cmd', said(words.join(' ')));
  if (kind !== 'CMD') return [];
  return of('health-cmd', said(engine === 'podman' ? JSON.stringify(['CMD', ...words]) : quoteWords(words)));
}
