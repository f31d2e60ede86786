import type { Container, DeviceRate } from '../../model/index.ts';
import type { Notes } from './notes.ts';
import type { OciLinux, OciRate, RateList } from './types.ts';

const rateLists: Readonly<Record<DeviceRate['of'], RateList>> = {
  'read bytes': 'throttleReadBpsDevice',
  'write bytes': 'throttleWriteBpsDevice',
  'read operations': 'throttleReadIOPSDevice',
  'write operations': 'throttleWriteIOPSDevice',
};

/** Limits in the specification's units, which are the model's. Devices are noted: their numbers are the host's. */
export function resourcesPart({ linux }: Container, notes: Notes): OciLinux['resources'] {
  const { memory, cpu, pids, blockIO } = linux.resources;
  const pidsLimit = notes.value('linux.resources.pids.limit', pids?.limit);
  const weight = notes.value('linux.resources.blockIO.weight', blockIO?.weight);
  const rates = ratesOf(notes.values('linux.resources.blockIO.throttle', blockIO?.throttle));
  return {
    memory: only({
      limit: notes.value('linux.resources.memory.limit', memory?.limit),
      reservation: notes.value('linux.resources.memory.reservation', memory?.reservation),
      swap: notes.value('linux.resources.memory.swap', memory?.swap),
      disableOOMKiller: notes.value('linux.resources.memory.disableOOMKiller', memory?.disableOOMKiller),
    }),
    cpu: only({
      shares: notes.value('linux.resources.cpu.shares', cpu?.shares),
      quota: notes.value('linux.resources.cpu.quota', cpu?.quota),
      period: notes.value('linux.resources.cpu.period', cpu?.period),
      cpus: notes.value('linux.resources.cpu.cpus', cpu?.cpus),
    }),
    ...(pidsLimit === undefined ? {} : { pids: { limit: pidsLimit } }),
    ...(weight === undefined && Object.keys(rates).length === 0
      ? {}
      : { blockIO: { ...(weight === undefined ? {} : { weight }), ...rates } }),
    devices: devices(),
  };

  /** A runtime wants numbers. */
  function ratesOf(given: readonly DeviceRate[]): Partial<Record<RateList, OciRate[]>> {
    const lists: Partial<Record<RateList, OciRate[]>> = {};
    for (const { of, device, rate } of given) {
      const [, major, minor] = /^(\d{1,10}):(\d{1,10})$/.exec(device) ?? [];
      if (major === undefined) notes.add(`linux.resources.blockIO limits ${device}: the host knows the device's numbers`);
      else lists[rateLists[of]] = [...(lists[rateLists[of]] ?? []), { major: Number(major), minor: Number(minor), rate }];
    }
    return lists;
  }

  function devices(): { allow: boolean; access: string }[] {
    const given = notes.values('linux.devices', linux.devices);
    const everything = given.some(({ path }) => path === '/dev/*');
    if (everything) notes.add('linux.devices is every device of the host: add each');
    else for (const { path } of given) notes.add(`linux.devices has ${path}: the host knows its numbers`);
    return [{ allow: everything, access: 'rwm' }];
  }
}

function only<T>(parts: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(parts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
