import { cpuPeriod } from '../../facts/cgroup.ts';
import { type DeviceRate, type Field, mapField, type Resources, written } from '../../model/index.ts';
import { asBool, asNumber, asString, fieldOf, listOf, set } from '../../text/json/values.ts';
import { originOf } from '../../text/yaml/node.ts';
import type { Inspected } from './inspected.ts';

/** Limits. 0 is "none" for a limit, and "the kernel's own" for a weight. Source: moby 29 api/types/container Resources; podman the same. */
export function resourcesOf(of: Inspected): Resources {
  const number = (key: string) => fieldOf(of.reading, of.host, key, asNumber);
  const limit = (key: string) => number(key) && mapField(number(key) as Field<number>, (value) => (value <= 0 ? -1 : value));
  const weight = positive(number('BlkioWeight'));
  const throttle = throttleOf(of);
  const pids = limit('PidsLimit');
  const cpuset = fieldOf(of.reading, of.host, 'CpusetCpus', asString);
  return {
    memory: {
      ...set('limit', limit('Memory')),
      ...set('reservation', positive(number('MemoryReservation'))),
      ...set('swap', swapOf(number('MemorySwap'))),
      ...set('disableOOMKiller', fieldOf(of.reading, of.host, 'OomKillDisable', asBool)),
    },
    cpu: {
      ...set('shares', positive(number('CpuShares'))),
      ...quotaOf(number('NanoCpus'), number('CpuQuota'), number('CpuPeriod')),
      ...set('cpus', cpuset?.state === 'written' && cpuset.value === '' ? undefined : cpuset),
    },
    ...(pids === undefined ? {} : { pids: { limit: pids } }),
    ...(weight === undefined && throttle.length === 0
      ? {}
      : { blockIO: { ...set('weight', weight), ...(throttle.length === 0 ? {} : { throttle }) } }),
  };
}

const positive = (field: Field<number> | undefined): Field<number> | undefined =>
  field?.state === 'written' && field.value <= 0 ? undefined : field;

/** 0 leaves it to the engine; -1 is unlimited. */
const swapOf = (field: Field<number> | undefined): Field<number> | undefined =>
  field?.state === 'written' && field.value === 0 ? undefined : field;

/** NanoCpus is what --cpus sets: billionths of one processor. */
function quotaOf(
  nano: Field<number> | undefined,
  quota: Field<number> | undefined,
  period: Field<number> | undefined,
): Pick<NonNullable<Resources['cpu']>, 'quota' | 'period'> {
  if (nano?.state === 'written' && nano.value > 0)
    return { quota: mapField(nano, (value) => Math.round((value / 1e9) * cpuPeriod)), period: written(cpuPeriod, nano.origin) };
  return {
    ...set('quota', quota && mapField(quota, (value) => (value <= 0 ? -1 : value))),
    ...set('period', positive(period)),
  };
}

/** By the key, which of them its entries are. */
const rates = {
  BlkioDeviceReadBps: 'read bytes',
  BlkioDeviceWriteBps: 'write bytes',
  BlkioDeviceReadIOps: 'read operations',
  BlkioDeviceWriteIOps: 'write operations',
} as const;

function throttleOf({ reading, host }: Inspected): Field<DeviceRate>[] {
  return Object.entries(rates).flatMap(([key, of]) =>
    (listOf(reading, host, key)?.items ?? []).flatMap((item): Field<DeviceRate>[] => {
      const path = fieldOf(reading, item, 'Path', asString);
      const rate = fieldOf(reading, item, 'Rate', asNumber);
      return path?.state === 'written' && rate?.state === 'written'
        ? [written({ of, device: path.value, rate: rate.value }, originOf(item))]
        : [];
    }),
  );
}
