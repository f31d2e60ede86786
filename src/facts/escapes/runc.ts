import { debianChangelogs, type Escape, goDatabase } from './escape.ts';

const source = `${goDatabase}; ${debianChangelogs}`;
const november2025 = [{ fixed: '1.2.8' }, { from: '1.3.0-rc.1', fixed: '1.3.3' }, { from: '1.4.0-rc.1', fixed: '1.4.0-rc.3' }];

/** Escapes through runc. */
export const runcEscapes: readonly Escape[] = [
  {
    cve: 'CVE-2019-5736',
    program: 'runc',
    what: 'a container overwrites the runc binary of the host',
    affected: [{ fixed: '1.0.0-rc7' }],
    stoppedBy: 'a user namespace',
    severity: 'critical',
    gain: 'host',
    source: 'record of CVE-2019-5736 at cve.org ("through 1.0-rc6"); runc commit 0a8e4117, first in v1.0.0-rc7',
  },
  {
    cve: 'CVE-2021-30465',
    program: 'runc',
    what: 'a mount is led out of the container by exchanging a symbolic link',
    affected: [{ fixed: '1.0.0-rc95' }],
    severity: 'high',
    gain: 'host',
    source,
  },
  {
    cve: 'CVE-2024-21626',
    program: 'runc',
    what: 'a working directory under /proc/self/fd reaches the file system of the host',
    affected: [{ from: '1.0.0-rc93', fixed: '1.1.12' }],
    debian: { '12': '1.1.5+ds1-1+deb12u1' },
    severity: 'critical',
    gain: 'host',
    source,
  },
  {
    cve: 'CVE-2024-45310',
    program: 'runc',
    what: 'containers that share a volume can have empty files made anywhere on the host',
    affected: [{ fixed: '1.1.14' }, { from: '1.2.0-rc.1', fixed: '1.2.0-rc.3' }],
    stoppedBy: 'a user namespace',
    severity: 'low',
    gain: 'host',
    source,
  },
  {
    cve: 'CVE-2025-31133',
    program: 'runc',
    what: 'a masked path is exchanged for a link, which opens /proc for writing',
    affected: november2025,
    stoppedBy: 'a user namespace',
    severity: 'high',
    gain: 'host',
    source,
  },
  {
    cve: 'CVE-2025-52565',
    program: 'runc',
    what: 'the mount of /dev/console is led to a file of /proc',
    affected: [{ from: '1.0.0-rc3', fixed: '1.2.8' }, ...november2025.slice(1)],
    stoppedBy: 'a user namespace',
    severity: 'high',
    gain: 'host',
    source,
  },
  {
    cve: 'CVE-2025-52881',
    program: 'runc',
    what: "runc's own writes to /proc are led elsewhere, past AppArmor and SELinux",
    affected: november2025,
    stoppedBy: 'a user namespace',
    severity: 'high',
    gain: 'host',
    source,
  },
];
