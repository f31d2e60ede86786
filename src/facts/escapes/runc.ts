import { debianChangelogs, type Escape, goDatabase } from './escape.ts';
import { mappedRoot, neverRoot, rootless } from './stops.ts';

const source = `${goDatabase}; ${debianChangelogs}`;
const november2025 = [{ fixed: '1.2.8' }, { from: '1.3.0-rc.1', fixed: '1.3.3' }, { from: '1.4.0-rc.1', fixed: '1.4.0-rc.3' }];

/** The files of /proc by which all three reach the host are root's alone; a mount that is led elsewhere is still made. */
const november2025Stops = [...mappedRoot('files of the host that are open to every user stay so'), rootless, ...neverRoot];
const november2025Source = `${source}; runc's advisories GHSA-9493-h29p-rfm2, GHSA-qw9x-cqr3-wc7r and GHSA-cgrx-mc8f-2prm, "Mitigations"`;

/** Escapes through runc. */
export const runcEscapes: readonly Escape[] = [
  {
    cve: 'CVE-2019-5736',
    program: 'runc',
    what: 'a container overwrites the runc binary of the host',
    affected: [{ fixed: '1.0.0-rc7' }],
    stoppedBy: 'a user namespace, an ordinary user inside, or the SELinux policy of RHEL and CentOS',
    stops: [
      ...mappedRoot(),
      rootless,
      ...neverRoot,
      { control: 'selinux', but: 'with the policy of RHEL and CentOS; that of Fedora let it through' },
    ],
    severity: 'critical',
    gain: 'host',
    source:
      'record of CVE-2019-5736 at cve.org ("through 1.0-rc6"); runc commit 0a8e4117, first in v1.0.0-rc7; KEP-127; kubernetes.io/blog/2019/02/11; oss-security 2019/02/11/2',
  },
  {
    cve: 'CVE-2021-30465',
    program: 'runc',
    what: 'a mount is led out of the container by exchanging a symbolic link',
    affected: [{ fixed: '1.0.0-rc95' }],
    stops: [...mappedRoot('what every user of the host may read or write stays open'), rootless],
    severity: 'high',
    gain: 'host',
    source: `${source}; KEP-127`,
  },
  {
    cve: 'CVE-2024-21626',
    program: 'runc',
    what: 'a working directory under /proc/self/fd reaches the file system of the host',
    affected: [{ from: '1.0.0-rc93', fixed: '1.1.12' }],
    debian: { '12': '1.1.5+ds1-1+deb12u1' },
    stops: [...mappedRoot('what every user of the host may read or write stays open'), rootless],
    severity: 'critical',
    gain: 'host',
    source: `${source}; kubernetes.io/blog/2024/04/22, on user namespaces`,
  },
  {
    cve: 'CVE-2024-45310',
    program: 'runc',
    what: 'containers that share a volume can have empty files made anywhere on the host',
    affected: [{ fixed: '1.1.14' }, { from: '1.2.0-rc.1', fixed: '1.2.0-rc.3' }],
    stoppedBy: 'a user namespace',
    stops: [...mappedRoot('folders that every user of the host may write stay open'), rootless],
    severity: 'low',
    gain: 'host',
    source,
  },
  {
    cve: 'CVE-2025-31133',
    program: 'runc',
    what: 'a masked path is exchanged for a link, which opens /proc for writing',
    affected: november2025,
    stoppedBy: 'a user namespace, or nobody inside who is root',
    stops: november2025Stops,
    severity: 'high',
    gain: 'host',
    source: november2025Source,
  },
  {
    cve: 'CVE-2025-52565',
    program: 'runc',
    what: 'the mount of /dev/console is led to a file of /proc',
    affected: [{ from: '1.0.0-rc3', fixed: '1.2.8' }, ...november2025.slice(1)],
    stoppedBy: 'a user namespace, or nobody inside who is root',
    stops: november2025Stops,
    severity: 'high',
    gain: 'host',
    source: november2025Source,
  },
  {
    cve: 'CVE-2025-52881',
    program: 'runc',
    what: "runc's own writes to /proc are led elsewhere, past AppArmor and SELinux",
    affected: november2025,
    stoppedBy: 'a user namespace, or nobody inside who is root',
    stops: november2025Stops,
    severity: 'high',
    gain: 'host',
    source: november2025Source,
  },
];
