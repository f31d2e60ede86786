import { cpuPeriod } from '../../../facts/cgroup.ts';
import { type Container, type Device, type EnvVar, type Field, knownValue, type Namespace } from '../../../model/index.ts';
import {
  groupWord,
  isVariable,
  openText,
  portText,
  type Said,
  saidOf,
  securityOptions,
  sizeText,
  userText,
} from '../../../text/emit/index.ts';
import { besideOf } from './beside.ts';
import { blockIo } from './block-io.ts';
import { filled, type Json, spell, spelled } from './json.ts';
import { mountsOf } from './mounts.ts';
import { fileOf } from './secrets.ts';

/** A service in the order in which people write one; nothing that is not set. */
export function serviceOf(container: Container, all: readonly Container[]): Json {
  const { process, root, linux, image } = container;
  const { memory, cpu, pids, blockIO } = linux.resources;
  const { namespaces } = linux;
  const service: Record<string, Json | undefined> = {
    image: spell(saidOf(image.reference, (text) => text)),
    build: buildOf(container),
    entrypoint: process.entrypointWords === undefined ? undefined : words(process.args, 0, process.entrypointWords),
    command: words(process.args, process.entrypointWords ?? 0),
    ...besideOf(container.beside ?? [], all),
    user: spell(userText(process)),
    group_add: list(process.additionalGroups, groupWord),
    privileged: flag(container.privileged),
    cap_drop: list(process.capabilities?.drop, shortName),
    cap_add: list(process.capabilities?.add, shortName),
    security_opt: filled(securityOptions(container, 'docker').map(colon)),
    read_only: flag(root.readonly),
    environment: environmentOf(process.env),
    working_dir: spell(saidOf(process.cwd, (text) => text)),
    hostname: spell(saidOf(container.hostname, (text) => text)),
    ports: filled(container.ports.filter(({ published }) => published).flatMap((port) => spell(portText(port)) ?? [])),
    expose: filled(container.ports.filter(({ published }) => !published).flatMap((port) => spell(portText(port)) ?? [])),
    ...mountsOf(container),
    secrets: secretsOf(container),
    devices: filled((linux.devices ?? []).flatMap(deviceText)),
    device_cgroup_rules: filled((linux.devices ?? []).flatMap(ruleText)),
    gpus: gpusOf(linux.devices ?? []),
    networks: namespaces.network === undefined ? list(container.networks, (text) => text) : undefined,
    network_mode: mode(namespaces.network, ['host', 'none'], all),
    pid: mode(namespaces.pid, ['host'], all),
    ipc: mode(namespaces.ipc, ['host', 'private', 'shareable', 'none'], all),
    uts: mode(namespaces.uts, ['host'], all),
    userns_mode: mode(namespaces.user, ['host'], all),
    cgroup: mode(namespaces.cgroup, ['host', 'private'], all),
    cgroup_parent: spell(saidOf(linux.cgroupsPath, (text) => text)),
    mem_limit: size(memory?.limit),
    mem_reservation: size(memory?.reservation),
    memswap_limit: knownValue(memory?.swap) === -1 ? -1 : size(memory?.swap),
    oom_kill_disable: flag(memory?.disableOOMKiller),
    oom_score_adj: number(process.oomScoreAdj),
    ...processors(cpu),
    cpu_shares: number(cpu?.shares),
    cpuset: spell(saidOf(cpu?.cpus, (text) => text)),
    pids_limit: number(pids?.limit),
    blkio_config: blockIo(blockIO),
    ulimits: ulimitsOf(process.rlimits),
    sysctls: assigned(linux.sysctl.map(({ name, value }) => [name, saidOf(value, (text) => text, name)])),
    healthcheck: health(container),
    runtime: spell(saidOf(container.runtime, (text) => text)),
  };
  return Object.fromEntries(Object.entries(service).filter(([, value]) => value !== undefined)) as Json;
}

const shortName = (name: string): string => name.replace(/^CAP_/, '');

const list = <T>(entries: readonly Field<T>[] | undefined, name: (value: T) => string): readonly string[] | undefined =>
  filled((entries ?? []).flatMap((entry) => spell(saidOf(entry, name)) ?? []));

const flag = (field: Field<boolean> | undefined): Json | undefined =>
  field?.state === 'unknown' ? openText(field)?.text : knownValue(field) || undefined;

const number = (field: Field<number> | undefined): Json | undefined =>
  field?.state === 'unknown' ? openText(field)?.text : knownValue(field);

const size = (field: Field<number> | undefined): string | undefined =>
  spell(saidOf(field, (bytes) => (bytes < 0 ? undefined : sizeText(bytes))));

/** no-new-privileges is written with its value, as most people do. */
const colon = (option: string): string =>
  spelled(option === 'no-new-privileges' ? 'no-new-privileges:true' : option.replace(/^no-new-privileges=/, 'no-new-privileges:'));

function words(args: Field<readonly string[]> | undefined, from: number, to?: number): Json | undefined {
  if (args?.state === 'unknown') return undefined;
  const own = args?.value.slice(from, to);
  return own === undefined || (own.length === 0 && to === undefined) ? undefined : own.map(spelled);
}

function buildOf({ image: { build } }: Container): Json | undefined {
  if (build === undefined) return undefined;
  const text = (field: Field<string> | undefined): string | undefined => spell(saidOf(field, (value) => value));
  const parts = Object.entries({
    context: text(build.context) ?? '.',
    dockerfile: text(build.dockerfile),
    dockerfile_inline: text(build.inline),
    target: text(build.target),
  });
  const args = assigned(build.args.map(({ name, value }) => [name, saidOf(value, (word) => word, name)]));
  const kept = Object.fromEntries([
    ...parts.filter(([, value]) => value !== undefined),
    ...(args === undefined ? [] : [['args', args] as const]),
  ]) as Record<string, Json>;
  return Object.keys(kept).length === 1 ? (kept.context ?? '.') : kept;
}

/** null: the value is that of the caller. */
const assigned = (pairs: readonly (readonly [string, Said | undefined])[]): Json | undefined =>
  pairs.length === 0 ? undefined : Object.fromEntries(pairs.map(([name, value]) => [name, spell(value) ?? null]));

/** A variable of a Secret or a file elsewhere must be given by who starts it: Compose says so where it is missing. */
function environmentOf(env: readonly EnvVar[]): Json | undefined {
  const own = env.filter(({ name }) => /^[\w.-]+$/.test(name));
  return own.length === 0
    ? undefined
    : Object.fromEntries(
        own.map(({ name, value, from }) => [
          name,
          value === undefined ? (from === 'caller' ? null : `\${${name}:?}`) : (spell(saidOf(value, (text) => text, name)) ?? null),
        ]),
      );
}

function secretsOf(container: Container): Json | undefined {
  return filled(
    container.secrets.flatMap((use): Json[] => {
      const { name, target, mode: bits, uid, gid, from } = use;
      if (isVariable(use, container)) return [];
      if (knownValue(from) !== 'external' && fileOf(container, { target }) === undefined) return [];
      const [path, permissions, owner, group] = [knownValue(target), knownValue(bits), knownValue(uid), knownValue(gid)];
      const long = {
        target: path === `/run/secrets/${name}` ? undefined : path,
        mode: permissions === undefined ? undefined : `0${permissions.toString(8)}`,
        uid: owner,
        gid: group,
      };
      const kept = Object.entries(long).filter(([, value]) => value !== undefined);
      return [kept.length === 0 ? name : (Object.fromEntries([['source', name], ...kept]) as Json)];
    }),
  );
}

const deviceText = (field: Field<Device>): string[] => {
  if (field.state === 'unknown') return openText(field)?.text.split('\n') ?? [];
  const { path, containerPath, permissions } = field.value;
  if (!path.startsWith('/') || path === '/dev/*') return [];
  const inside = containerPath ?? (permissions === undefined ? undefined : path);
  return [spelled([path, inside, permissions].filter((part) => part !== undefined).join(':'))];
};

const ruleText = (field: Field<Device>): string[] => {
  if (field.state === 'unknown') return [];
  const { path, permissions = 'rwm' } = field.value;
  if (path === '/dev/*') return [`a *:* ${permissions}`];
  return /^[bc] /.test(path) ? [`${path} ${permissions}`] : [];
};

const gpusOf = (devices: readonly Field<Device>[]): Json | undefined => {
  const asked = devices
    .map(knownValue)
    .find((device) => device?.path.startsWith('gpus='))
    ?.path.slice('gpus='.length);
  if (asked === undefined) return undefined;
  return asked === 'all'
    ? 'all'
    : [/^\d+$/.test(asked) ? { count: Number(asked) } : { device_ids: asked.replace(/^device=/, '').split(',') }];
};

/** Another service is named as such, so that Compose starts it first. */
function mode(field: Field<Namespace> | undefined, known: readonly Namespace['mode'][], all: readonly Container[]): string | undefined {
  return spell(
    saidOf(field, ({ mode: word, with: other }) => {
      if (word !== 'shared') return known.includes(word) ? word : undefined;
      const name = /^(?:container|service):(.+)$/.exec(other ?? '')?.[1];
      if (name === undefined) return undefined;
      return all.some((container) => container.name === name) ? `service:${name}` : `container:${name}`;
    }),
  );
}

function processors(cpu: Container['linux']['resources']['cpu']): Record<string, Json | undefined> {
  if (cpu?.quota?.state === 'unknown') return { cpus: openText(cpu.quota)?.text };
  const [quota, period] = [knownValue(cpu?.quota), knownValue(cpu?.period) ?? cpuPeriod];
  if (quota === undefined || quota <= 0) return period === cpuPeriod ? {} : { cpu_period: period };
  return period === cpuPeriod ? { cpus: quota / cpuPeriod } : { cpu_quota: quota, cpu_period: period };
}

function ulimitsOf(rlimits: Container['process']['rlimits']): Json | undefined {
  const known = rlimits.flatMap(({ type, soft, hard }) => {
    const [low, high] = [knownValue(soft), knownValue(hard)];
    return low === undefined || high === undefined ? [] : [[type, low === high ? low : { soft: low, hard: high }] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

const times = {
  'health-interval': 'interval',
  'health-timeout': 'timeout',
  'health-retries': 'retries',
  'health-start-period': 'start_period',
} as const;

function health({ healthcheck, beside = [] }: Container): Json | undefined {
  const check = knownValue(healthcheck);
  if (check?.disabled) return { disable: true };
  const test = check !== undefined && /^CMD(?:-SHELL)?$/.test(check.test[0] ?? '') ? [['test', check.test.map(spelled)] as const] : [];
  const said = beside.flatMap(({ meaning, value }) =>
    meaning !== undefined && Object.hasOwn(times, meaning) && value !== undefined
      ? [[times[meaning as keyof typeof times], meaning === 'health-retries' ? Number(value) : value] as const]
      : [],
  );
  const whole = [...test, ...said];
  return whole.length === 0 ? undefined : Object.fromEntries(whole);
}
