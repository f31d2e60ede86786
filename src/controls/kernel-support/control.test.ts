import { hostTable } from '../../../test/support/host-table.ts';
import { kernelSupport } from './control.ts';

const file = (path: string, text: string) => `==> ${path} <==\n${text}\n`;
const noAppArmor = file('/sys/module/apparmor/parameters/enabled', 'N');
const v1 = (...controllers: string[]) =>
  file('/proc/self/mounts', controllers.map((name) => `cgroup /sys/fs/cgroup/${name} cgroup rw,${name} 0 0`).join('\n'));
const all = ['cpu', 'memory', 'pids', 'blkio'];
const memory = '==> /sys/fs/cgroup/memory/memory.limit_in_bytes <==\n9223372036854771712\n';
const unified = '\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n';

hostTable(kernelSupport, [
  ['no AppArmor, no SELinux', noAppArmor, [/^broken: neither AppArmor nor SELinux is active in this kernel \(6\.12\.48/]],
  ['SELinux instead', noAppArmor + file('/sys/fs/selinux/enforce', '1'), []],
  ['SELinux permissive', noAppArmor + file('/sys/fs/selinux/enforce', '0'), [/^broken: SELinux is permissive/]],
  [
    'SELinux that cannot be seen',
    noAppArmor + file('/sys/kernel/security/lsm', 'capability,selinux'),
    [/^unknown: SELinux is active, and \/sys\/fs\/selinux is not mounted/],
  ],
  [
    'neither, known by its absence',
    '==> /sys/module/apparmor/parameters/enabled missing <==\n==> /sys/kernel/security/lsm missing <==\n==> /sys/module/ext4/x <==\n',
    [/neither AppArmor/],
  ],
  [
    'no seccomp filter',
    '==> /proc/sys/kernel/seccomp/actions_avail missing <==\n==> /proc/self/status <==\nSeccomp:\t0\n',
    [/^broken high: .* has no seccomp filters/],
  ],
  [
    'cgroup v1',
    `${v1(...all)}${memory}==> /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes <==\n1\n`,
    [/^broken low: cgroup version 1 alone/],
  ],
  [
    'hybrid',
    `${v1(...all).trimEnd()}${unified}${memory}==> /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes <==\n1\n`,
    [/^broken low: cgroup version 1 carries/],
  ],
  [
    'v1 without swap accounting',
    v1(...all) + memory,
    [/cgroup version 1 alone/, /^broken low: the machine swaps, and the kernel does not count it/],
  ],
  ['no swap, no matter', v1(...all) + memory + file('/proc/swaps', 'Filename Type'), [/cgroup version 1 alone/]],
  [
    'no pids controller',
    file('/sys/fs/cgroup/cgroup.controllers', 'cpu io memory'),
    [/^broken medium: there is no cgroup controller pids, which makes pids-limit void/],
  ],
  ['memory turned off', file('/sys/fs/cgroup/cgroup.controllers', 'cpu io pids'), [/no cgroup controller memory/]],
  [
    'no cgroup at all',
    file('/proc/self/mounts', 'proc /proc proc rw 0 0'),
    [/controller memory/, /controller pids/, /controller cpu/, /controller io/, /^broken: no cgroup hierarchy/, /swaps/],
  ],
  ['no user namespaces', file('/proc/sys/user/max_user_namespaces', '0'), [/^broken medium: no user namespace can be made/]],
  ["Debian's switch", file('/proc/sys/kernel/unprivileged_userns_clone', '0'), [/^inapplicable: ordinary users may not/]],
  [
    "Ubuntu's restriction",
    file('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'),
    [/^unknown: AppArmor allows them only to programs/],
  ],
  [
    'delegation that leaves something out',
    file('/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/cgroup.controllers', 'memory pids'),
    [/^broken low: cpu is not handed to anna/],
  ],
  ['mounts that cannot be read', '==> /proc/self/mounts refused <==\n', [/^unknown/, /^unknown/, /^unknown/]],
]);
