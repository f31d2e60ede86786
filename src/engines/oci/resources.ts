import type { Container } from '../../model/index.ts';
import type { Notes } from './notes.ts';
import type { OciLinux } from './types.ts';

/** Limits in the specification's units, which are the model's. Devices are noted: their numbers are the host's. */
export function resourcesPart({ linux }: Container, notes: Notes): OciLinux['resources'] {
  const { memory, cpu, pids, blockIO } = linux.resources;
  const pidsLimit = notes.value('linux.resources.pids.limit', pids?.limit);
  const weight = notes.value('linux.resources.blockIO.weight', blockIO?.weight);
  for (const rate of notes.values('linux.resources.blockIO.throttle', blockIO?.throttle)) {
    notes.add(`linux.resources.blockIO limits ${rate}: the host knows the device's numbers`);
  }
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
    ...(weight === undefined ? {} : { blockIO: { weight } }),
    devices: devices(),
  };

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
