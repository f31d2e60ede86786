/**
 * The namespaces of a process: their names below /proc/PID/ns, and the numbers of those that the kernel starts with. Source: Linux
 * include/linux/proc_ns.h; mount and network since 6.18 (include/uapi/linux/nsfs.h), an older kernel numbers them as it likes.
 */
export const namespaceKinds = {
  ipc: { link: 'ipc', first: 4026531839 },
  uts: { link: 'uts', first: 4026531838 },
  user: { link: 'user', first: 4026531837 },
  pid: { link: 'pid', first: 4026531836 },
  cgroup: { link: 'cgroup', first: 4026531835 },
  time: { link: 'time', first: 4026531834 },
  network: { link: 'net', first: 4026531833 },
  mount: { link: 'mnt', first: 4026531832 },
} as const;
