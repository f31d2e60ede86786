/** Controls whose absence is the way out itself: nobody has to find a fault first. By id, as a sentence. */
export const withoutFault: Readonly<Record<string, string>> = {
  privileged:
    'No fault is needed: a privileged container may mount the disk of the host. It also goes without what stops the escapes of seccomp, apparmor and selinux.',
  'dangerous-capabilities': 'No fault is needed for most of them: CAP_SYS_MODULE loads code into the kernel, CAP_SYS_ADMIN mounts.',
  'host-process': 'No fault is needed: the program runs on the node itself, as SYSTEM if it likes.',
  'host-devices': 'No fault is needed: whoever may write to the disk, or to memory, writes to the host.',
  'masked-paths':
    'No fault is needed: a write to core_pattern has the kernel start a program of the intruder as root of the host. What mends the paths had faults too: see engine-version.',
  'engine-socket': 'No fault is needed: one request to the engine starts a container that is root on the host.',
  'engine-access': 'No fault is needed: one request to the engine starts a container that is root on the host.',
  'host-system-mount': 'No fault is needed: a file is written that the host runs, or a key is read that opens it.',
  'mount-propagation': 'No fault is needed: what is mounted inside covers a folder of the host. It takes the right to mount.',
  'host-pid': 'No fault is needed: the files of other processes lie under /proc/PID/root, and those of the same user can be traced.',
  'host-ipc': "No fault is needed to read and write the shared memory of the host's programs; what that opens is up to them.",
  'host-cgroup-namespace':
    "It opens no way out alone: it shows where in the host's tree a container stands, which escapes by control groups ask for.",
  'host-uts': 'It opens no way out alone: whoever may set a host name as well (CAP_SYS_ADMIN) sets that of the host.',
  'read-only-mounts': 'No fault is needed: what the host reads from that folder can be changed.',
  'kernel-support': 'It stops nothing alone: without it the measures that it names hold nothing, and what they stop is open.',
};
