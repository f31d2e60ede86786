import { hostTable } from '../../../test/support/host-table.ts';
import { engineVersion } from './control.ts';

const program = (path: string, answer: string) => `==> ${path} <==\n==> $ ${path} --version <==\n${answer}\n`;
const runc = (version: string) => program('/usr/local/bin/runc', `runc version ${version}`);
const debian = (release: string) => `==> /etc/os-release <==\nID=debian\nVERSION_ID="${release}"\nPRETTY_NAME="Debian ${release}"\n`;
const owned = (name: string, path: string, version: string) =>
  `==> /var/lib/dpkg/info/${name}.list <==\n/.\n${path}\n==> /var/lib/dpkg/status <==\nPackage: ${name}\nStatus: install ok installed\nVersion: ${version}\n\nPackage: zz\n`;
const kernel = (release: string, banner = '') =>
  `==> /proc/sys/kernel/osrelease <==\n${release}\n==> /proc/version <==\nLinux version ${release} ${banner}\n`;

hostTable(engineVersion, [
  ['nothing installed', '', [/^inapplicable: no engine or runtime/]],
  ['by hand, mended', runc('1.3.3'), []],
  ['by hand, one before', runc('1.3.2'), [/^broken high: runc 1\.3\.2 has CVE-2025-31133, CVE-2025-52565, CVE-2025-52881: /]],
  ['by hand, leaky file descriptors', runc('1.1.11'), [/^broken critical: runc 1\.1\.11 has CVE-2024-21626, .*: a working directory/]],
  ['before the fault came in', runc('1.0.0-rc92'), [/^broken high: runc 1\.0\.0-rc92 has CVE-2021-30465, (?!.*CVE-2024-21626)/]],
  ['a release candidate', runc('1.4.0-rc.2'), [/has CVE-2025-31133/]],
  ['the mended candidate', runc('1.4.0-rc.3'), []],
  ['no answer', '==> /usr/local/bin/runc <==\n', [/^unknown: \/usr\/local\/bin\/runc --version gave no answer/]],
  ['an answer without a version', runc('unknown'), [/^unknown: .* names no version/]],
  [
    'Debian 12, before its fix',
    debian('12') +
      program('/usr/sbin/runc', 'runc version 1.1.5+ds1\ncommit: 1.1.5+ds1-1') +
      owned('runc', '/usr/sbin/runc', '1.1.5+ds1-1'),
    [/^broken critical: runc 1\.1\.5\+ds1-1 has CVE-2024-21626: /],
  ],
  [
    'Debian 12, with its fix: others are not in the table',
    debian('12') + program('/usr/sbin/runc', 'runc version 1.1.5+ds1') + owned('runc', '/usr/sbin/runc', '1.1.5+ds1-1+deb12u1'),
    [/^unknown: runc 1\.1\.5\+ds1-1\+deb12u1 is older than the fix of CVE-2024-45310, CVE-2025-31133.*Debian 12 may have mended/],
  ],
  [
    "Docker's own package",
    program('/usr/bin/runc', 'runc version 1.2.5') + owned('containerd.io', '/usr/bin/runc', '1.7.27-1'),
    [/^broken high: runc 1\.2\.5 \(package containerd\.io 1\.7\.27-1\) has CVE-2025-31133/],
  ],
  [
    'Fedora',
    `==> /etc/os-release <==\nID=fedora\n==> /usr/bin/rpm <==\n==> $ /usr/bin/rpm -q --qf %{NAME} %{VERSION}-%{RELEASE}\\n -f /usr/bin/crun <==\ncrun 1.4.3-1.fc36\n${program('/usr/bin/crun', 'crun version 1.4.3')}`,
    [/^unknown: crun 1\.4\.3-1\.fc36 is older than the fix of CVE-2022-27650/],
  ],
  ['a system program of no known package', program('/usr/bin/podman', 'podman version 4.3.1'), [/^unknown: podman 4\.3\.1 is older than/]],
  [
    'a node',
    program('/usr/local/bin/containerd', 'containerd github.com/containerd/containerd v1.7.33 0123') +
      program('/usr/bin/kubelet', 'Kubernetes v1.30.2'),
    [],
  ],
  [
    "containerd on the host's network",
    program('/usr/local/bin/containerd', 'containerd containerd.io 1.4.2 aa'),
    [/^broken high: containerd 1\.4\.2 has CVE-2020-15257, CVE-2022-23648/],
  ],
  [
    'Docker',
    program('/usr/local/bin/dockerd', 'Docker version 27.1.0, build aa'),
    [/^broken medium: dockerd 27\.1\.0 has CVE-2024-41110, CVE-2026-41567/],
  ],
  [
    'an old kernel is never called broken',
    kernel('5.15.10-generic'),
    [/^inapplicable/, /^unknown: Linux 5\.15\.10-generic is older than upstream's fix of CVE-2022-0847, CVE-2022-0185, CVE-2022-0492/],
  ],
  ['a line that was never mended', kernel('5.11.22'), [/^inapplicable/, /CVE-2022-0847/]],
  ['before Dirty Pipe', kernel('5.4.302'), [/^inapplicable/]],
  ['Debian says its own number', kernel('6.1.0-40-amd64', '#1 SMP Debian 6.1.153-1 (2025-09-20)'), [/^inapplicable/]],
  [
    'and an old one',
    kernel('6.1.0-9-amd64', '#1 SMP Debian 6.1.27-1 (2023-05-08)'),
    [/^inapplicable/, /^unknown: Linux 6\.1\.27-1 is older than upstream's fix of CVE-2023-32233, CVE-2024-1086/],
  ],
  ['Red Hat', kernel('4.18.0-553.el8_10.x86_64'), [/^inapplicable/, /^unknown: Linux 4\.18\.0-553\.el8_10\.x86_64 carries later code/]],
]);
