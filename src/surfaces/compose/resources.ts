import { cpuPeriod } from '../../facts/cgroup.ts';
import { type BlockIO, type DeviceRate, type Field, type Resources, type Rlimit, unknown, written } from '../../model/index.ts';
import { originOf, originOfPair, type YamlPair } from '../../text/yaml/node.ts';
import { boolean, bytes, decimal, integer, type Kind, limit, words } from './kinds.ts';
import { rateKeys } from './rates.ts';
import { problem } from './reading.ts';
import { at, below, deep, get, type Service } from './service-keys.ts';
import { entries, field, itemsOf, pairsOf, present } from './values.ts';

/**
 * Limits, in the OCI specification's units. What `deploy.resources` says wins over the older keys; Compose refuses a file
 * in which they differ. Source: docker/compose 2 pkg/compose/create.go getDeployResources; compose-go 2 loader/validate.go.
 */
export function resources(service: Service): Resources {
  const limits = deep(service, 'deploy', 'resources', 'limits');
  const reserved = deep(service, 'deploy', 'resources', 'reservations');
  const either = (pairs: typeof limits, name: string, key: string, kind: Kind<number>) =>
    agreed(service, field(service.reading, pairs.get(name), kind), get(service, key, kind), key);
  return {
    memory: filled({
      limit: either(limits, 'memory', 'mem_limit', limit(bytes)),
      reservation: either(reserved, 'memory', 'mem_reservation', limit(bytes)),
      swap: swap(service),
      disableOOMKiller: get(service, 'oom_kill_disable', boolean),
    }),
    cpu: filled({
      shares: get(service, 'cpu_shares', integer),
      ...quota(service, either(limits, 'cpus', 'cpus', limit(decimal))),
      cpus: get(service, 'cpuset', words),
    }),
    pids: filled({ limit: either(limits, 'pids', 'pids_limit', limit(integer)) }),
    blockIO: blockIO(service),
  };
}

/** Nothing set is not the same as an object with nothing in it. */
const filled = <T extends object>(part: T): T | undefined => (Object.values(part).some((value) => value !== undefined) ? part : undefined);

function agreed(
  service: Service,
  modern: Field<number> | undefined,
  old: Field<number> | undefined,
  key: string,
): Field<number> | undefined {
  if (modern?.state === 'written' && old?.state === 'written' && modern.value !== old.value) {
    problem(service.reading, old.origin, `${key} and deploy.resources say different things: Compose refuses this file; keep one of them`);
  }
  return modern ?? old;
}

/** 0 stands for "not set" here. */
function swap(service: Service): Field<number> | undefined {
  const found = get(service, 'memswap_limit', bytes);
  if (found?.state !== 'written') return found;
  return found.value === 0 ? undefined : { ...found, value: Math.max(found.value, -1) };
}

/** The engine gives `cpus` as a quota on the usual period (moby 28 daemon/daemon_unix.go). */
function quota(
  service: Service,
  cpus: Field<number> | undefined,
): { quota?: Field<number> | undefined; period?: Field<number> | undefined } {
  if (cpus === undefined) return { quota: get(service, 'cpu_quota', limit(integer)), period: get(service, 'cpu_period', integer) };
  if (cpus.state === 'unknown' || cpus.value < 0) return { quota: cpus };
  return { quota: { ...cpus, value: Math.round(cpus.value * cpuPeriod) }, period: { ...cpus, value: cpuPeriod } };
}

function blockIO(service: Service): BlockIO | undefined {
  const pair = at(service, 'blkio_config');
  if (pair === undefined) return undefined;
  const keys = below(service, 'blkio_config');
  const throttle = (Object.keys(rateKeys) as DeviceRate['of'][]).flatMap((of) =>
    itemsOf(service.reading, keys.get(rateKeys[of])).map((node): Field<DeviceRate> => {
      const entry = pairsOf(service.reading, node, `an entry of ${rateKeys[of]}`);
      const [path, speed] = [
        field(service.reading, entry.get('path'), words),
        field(service.reading, entry.get('rate'), of.endsWith('bytes') ? bytes : integer),
      ];
      if (path?.state === 'unknown') return path;
      if (speed?.state === 'unknown') return speed;
      return path === undefined || speed === undefined
        ? unknown(`an entry of ${rateKeys[of]} needs a path and a rate`, originOf(node))
        : written({ of, device: path.value, rate: speed.value }, originOf(node));
    }),
  );
  return { weight: field(service.reading, present(keys.get('weight')), integer), ...(throttle.length === 0 ? {} : { throttle }) };
}

/** `nofile: 1024`, or soft and hard apart. */
export function rlimits(service: Service): readonly Rlimit[] {
  return [...below(service, 'ulimits').values()]
    .flatMap((entry) => present(entry) ?? [])
    .map((entry): Rlimit => {
      const type = entry.key.text.toLowerCase();
      const origin = originOfPair(entry);
      if (entry.value.kind !== 'map') {
        const both = numberOf(service, entry);
        return { type, origin, soft: both, hard: both };
      }
      const keys = entries(service.reading, entry.value);
      const [soft, hard] = [keys.get('soft'), keys.get('hard')].map((side) => (side === undefined ? undefined : numberOf(service, side)));
      if (soft === undefined || hard === undefined)
        problem(service.reading, entry.value, `the ulimit ${type} needs both soft and hard: Compose refuses this file`);
      const missing = unknown(`only one side of the ulimit ${type} is set`, origin);
      return { type, origin, soft: soft ?? missing, hard: hard ?? missing };
    });
}

const numberOf = (service: Service, pair: YamlPair): Field<number> =>
  field(service.reading, pair, unlimited) ?? unknown(`${pair.key.text} is empty`, originOfPair(pair));

const unlimited: Kind<number> = { what: 'a whole number, or -1', parse: integer.parse };
