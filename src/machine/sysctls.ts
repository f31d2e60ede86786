import { hostSysctls, otherSysctls } from '../facts/host-sysctls.ts';
import type { Host } from '../model/index.ts';
import { type Files, wholeOf } from './files.ts';

/** Those that our table knows; one that this kernel does not have is left out. */
export function sysctlsOf(files: Files): Host['sysctls'] {
  const names = [...Object.keys(hostSysctls), ...otherSysctls];
  return new Map(
    names.flatMap((name) => {
      const field = wholeOf(files, `/proc/sys/${name.replaceAll('.', '/')}`);
      return field === undefined ? [] : [[name, field] as const];
    }),
  );
}

const vulnerabilities = '/sys/devices/system/cpu/vulnerabilities';

export function cpuVulnerabilitiesOf(files: Files): Host['cpuVulnerabilities'] {
  return new Map(
    files.door.list(vulnerabilities).flatMap((name) => {
      const field = wholeOf(files, `${vulnerabilities}/${name}`);
      return field === undefined ? [] : [[name, field] as const];
    }),
  );
}
