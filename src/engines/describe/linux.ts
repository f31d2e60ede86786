import { type Container, isUnknown, knownValue, mapField, type Resources } from '../../model/index.ts';
import { list, type Row, row } from './row.ts';
import { sayBytes, sayLimit, sayQuota, sayRate } from './say.ts';

const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount', 'user', 'cgroup', 'time'] as const;

export function linuxRows({ linux }: Container): readonly Row[] {
  return [
    ...namespaces.flatMap((name) => row(`linux.namespaces.${name}`, linux.namespaces[name])),
    ...row('linux.uidMappings', linux.uidMappings),
    ...row('linux.gidMappings', linux.gidMappings),
    ...list('linux.devices', linux.devices),
    ...row('linux.cgroupsPath', linux.cgroupsPath),
    ...resourceRows(linux.resources),
    ...row('linux.seccomp', linux.seccomp),
    ...row('linux.maskedPaths', linux.maskedPaths),
    ...row('linux.readonlyPaths', linux.readonlyPaths),
    ...linux.sysctl.flatMap(({ name, value }) => row(`linux.sysctl[${name}]`, value)),
  ];
}

/** Microseconds; the kernel's own cpu.max default (Documentation/admin-guide/cgroup-v2.rst). */
const usualPeriod = 100_000;

function resourceRows({ memory, cpu, pids, blockIO }: Resources): readonly Row[] {
  return [
    ...row('linux.resources.memory.limit', memory?.limit, sayBytes),
    ...row('linux.resources.memory.reservation', memory?.reservation, sayBytes),
    ...row('linux.resources.memory.swap', memory?.swap, sayBytes),
    ...row('linux.resources.memory.disableOOMKiller', memory?.disableOOMKiller),
    ...row('linux.resources.cpu.shares', cpu?.shares),
    ...row('linux.resources.cpu.quota', cpu?.quota, (quota) => sayQuota(quota, knownValue(cpu?.period) ?? usualPeriod)),
    ...(isUnknown(cpu?.period) ? row('linux.resources.cpu.period', cpu?.period) : []),
    ...row('linux.resources.cpu.cpus', cpu?.cpus),
    ...row('linux.resources.pids.limit', pids?.limit, sayLimit),
    ...row('linux.resources.blockIO.weight', blockIO?.weight),
    ...list(
      'linux.resources.blockIO.throttle',
      blockIO?.throttle?.map((rate) => mapField(rate, sayRate)),
    ),
  ];
}
