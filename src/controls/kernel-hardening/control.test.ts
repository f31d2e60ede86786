import { hostTable } from '../../../test/support/host-table.ts';
import { kernelHardening } from './control.ts';

const set = (name: string, value: string) => `==> /proc/sys/${name} <==\n${value}\n`;

hostTable(kernelHardening, [
  ['all as they should be', '', []],
  ['BPF', set('kernel/unprivileged_bpf_disabled', '0'), [/^broken: kernel\.unprivileged_bpf_disabled is 0: any process may load BPF/]],
  ['ptrace', set('kernel/yama/ptrace_scope', '0'), [/ptrace_scope is 0/]],
  ['perf', set('kernel/perf_event_paranoid', '-1'), [/perf_event_paranoid is -1/]],
  ['core files of set-uid programs', set('fs/suid_dumpable', '1'), [/suid_dumpable is 1/]],
  ['those that only root reads', set('fs/suid_dumpable', '2'), []],
  ['userfaultfd', set('vm/unprivileged_userfaultfd', '1'), [/unprivileged_userfaultfd is 1/]],
  ['no number', set('kernel/dmesg_restrict', 'x'), [/^unknown: kernel\.dmesg_restrict is no number/]],
  ['not to be read', '==> /proc/sys/kernel/kptr_restrict refused <==\n', [/^unknown: \/proc\/sys\/kernel\/kptr_restrict was not read/]],
  [
    'an open processor',
    '==> /sys/devices/system/cpu/vulnerabilities/mds <==\nVulnerable: Clear CPU buffers attempted, no microcode\n',
    [/^broken: the processor is open to mds, /],
  ],
]);
