/**
 * Paths of /proc and /sys that the kernel does not divide by namespace, and that engines therefore mask or make read-only:
 * what each gives to a process that can read or write it. Source: proc(5), sysfs documentation of Linux 6.12 and the advisories named.
 */
export const kernelPaths: ReadonlyMap<string, string> = new Map([
  ['/proc/acpi', "reads and changes the host's ACPI settings"],
  ['/proc/asound', "reads the host's sound devices, and on some drivers configures them"],
  ['/proc/bus', "reads and writes the host's PCI and USB device registers"],
  ['/proc/fs', 'reads and configures filesystem drivers of the host'],
  ['/proc/interrupts', "watches the host's interrupts, from which keystrokes and activity of others are guessed (GHSA-6fw5-f8r9-fgfm)"],
  ['/proc/irq', "moves the host's interrupts between processors"],
  ['/proc/kcore', "reads the kernel's memory"],
  ['/proc/keys', 'lists keys of other containers that share the user namespace'],
  ['/proc/latency_stats', 'watches what other processes of the host wait for'],
  ['/proc/sched_debug', 'lists every task of the host'],
  ['/proc/scsi', 'removes and adds SCSI devices of the host'],
  ['/proc/sys', "changes the host's kernel settings, core_pattern among them: a way to run code on the host"],
  ['/proc/sysrq-trigger', 'reboots or crashes the host'],
  ['/proc/timer_list', 'lists timers of every process of the host'],
  ['/proc/timer_stats', 'lists timers of every process of the host'],
  ['/sys/dev/block', "lists the host's block devices"],
  ['/sys/devices/system/cpu/cpu*/thermal_throttle', "watches the processors' throttling, a side channel (GHSA-6fw5-f8r9-fgfm)"],
  ['/sys/devices/virtual/powercap', 'reads energy counters, a side channel to secrets of other workloads (CVE-2020-8694)'],
  ['/sys/firmware', "reads the host's firmware tables and EFI variables"],
  ['/sys/fs/selinux', "reads the host's SELinux policy and state"],
]);
