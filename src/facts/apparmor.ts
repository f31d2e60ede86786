/**
 * Ways out that an AppArmor profile can leave open. The engines' own profiles shut every one of them
 * (moby/profiles apparmor 2026-05 template.go; containers/common v0.64 pkg/apparmor/apparmor_linux_template.go; containerd 2.1
 * contrib/apparmor/template.go, which are alike in this).
 */
export interface WayOut {
  readonly id: string;
  /** Follows "lets it". */
  readonly what: string;
  /** Opening this file like that is the way. */
  readonly file?: { readonly path: string; readonly access: 'r' | 'w' };
}

export const waysOut: readonly WayOut[] = [
  // The kernel starts the program that it names as root of the host, whenever a process crashes.
  { id: 'core_pattern', what: 'write /proc/sys/kernel/core_pattern', file: { path: '/proc/sys/kernel/core_pattern', access: 'w' } },
  // Likewise when a module is asked for, or a device comes and goes.
  { id: 'modprobe', what: 'write /proc/sys/kernel/modprobe', file: { path: '/proc/sys/kernel/modprobe', access: 'w' } },
  { id: 'uevent_helper', what: 'write /sys/kernel/uevent_helper', file: { path: '/sys/kernel/uevent_helper', access: 'w' } },
  // CVE-2022-0492 needs a mount of a cgroup hierarchy.
  { id: 'mount', what: 'mount what it likes' },
  { id: 'mount cgroup', what: 'mount a cgroup hierarchy, and with it release_agent' },
  { id: 'sysrq', what: 'write /proc/sysrq-trigger', file: { path: '/proc/sysrq-trigger', access: 'w' } },
  { id: 'kcore', what: 'read the memory of the kernel (/proc/kcore)', file: { path: '/proc/kcore', access: 'r' } },
  { id: 'security', what: 'write /sys/kernel/security', file: { path: '/sys/kernel/security/apparmor/.replace', access: 'w' } },
  { id: 'efi', what: 'write the variables of the firmware', file: { path: '/sys/firmware/efi/efivars/Boot0000', access: 'w' } },
  { id: 'ptrace', what: 'trace processes that are not confined' },
  { id: 'unconfined exec', what: 'start programs without any profile' },
  { id: 'change_profile', what: 'change to no profile' },
];

export const wayOut = (id: string): WayOut | undefined => waysOut.find((way) => way.id === id);

/** Variables of AppArmor's own tunables. Source: apparmor 3.0.8 profiles/apparmor.d/tunables. */
export const tunables: ReadonlyMap<string, readonly string[]> = new Map([
  ['@{PROC}', ['/proc/']],
  ['@{sys}', ['/sys/']],
  ['@{run}', ['/run/', '/var/run/']],
  ['@{HOME}', ['/home/*/', '/root/']],
  ['@{HOMEDIRS}', ['/home/']],
  ['@{pid}', ['[1-9]*']],
  ['@{pids}', ['[1-9]*']],
  ['@{tid}', ['[1-9]*']],
  ['@{uid}', ['[0-9]*']],
  ['@{uids}', ['[0-9]*']],
  ['@{multiarch}', ['*-linux-gnu*']],
  ['@{securityfs}', ['/sys/kernel/security/']],
  ['@{apparmorfs}', ['/sys/kernel/security/apparmor/']],
  ['@{etc_ro}', ['/usr/etc/', '/etc/']],
  ['@{etc_rw}', ['/etc/']],
]);

/**
 * Files of AppArmor's own that profiles include and that open none of the ways: all of its tunables and abstractions.
 * Held against the files of Debian's apparmor 3.0.8 in test/live/apparmor.test.ts.
 */
export const harmlessIncludes = ['abstractions/', 'tunables/', 'abi/', 'local/'];
