import { type Attempt, answerIs, oneCall, usual } from '../attempt.ts';
import { also, badMount, compute, here, into, must, type Step, slot, tell, text, words } from '../step.ts';

/** What a capability permits, tried with arguments that change nothing even where it is permitted. Source: capabilities(7), man-pages 6.03. */
const attempt = (id: string, capability: string, tries: string, step: Step, more: Partial<Attempt> = {}): Attempt => ({
  ...oneCall({ id, control: 'dangerous-capabilities', tries, capability }, step),
  ...more,
});
const mild = { control: 'capabilities-dropped' };

/**
 * SYSLOG_ACTION_READ without a buffer: refused to everybody without the capability, also where kernel.dmesg_restrict lets everybody look.
 */
const takeLines = 2;

/** RLIMIT_CORE. */
const coreSize = 4;
const noSuch = text('/bulkhead-no-such-folder');

/** SIOCSIFFLAGS of an interface that nobody has: struct ifreq. The capability is asked for first. Source: Linux 6.1 net/core/dev_ioctl.c. */
const setFlags = 0x8914;
const noInterface = text('no-such-if'.padEnd(39, '\0'));

/** PR_SET_DUMPABLE, PTRACE_SEIZE. */
const [setDumpable, seize] = [4, 0x4206];

/** A second null device, taken away again, in the file system that every engine makes for devices. */
const node = text('/dev/.bulkhead-probe-node');
const nullDevice = { mode: 0o020600, number: 0x103 };

/** A handle of 8 bytes that no file has: struct file_handle. */
const noHandle = words(0x1_0000_0008, 0);

/** An id below those that the smallest user namespace maps, 1024: one that is not mapped is EINVAL whoever asks. */
const another = 321;
/** Where root alone is mapped no other one can be tried. */
const unmapped = { unclear: ['EINVAL'] };

export const capabilityAttempts: readonly Attempt[] = [
  attempt('mount', 'CAP_SYS_ADMIN', 'mount a file system', tell('mount', ...badMount), { door: 'mount' }),
  attempt('umount2', 'CAP_SYS_ADMIN', 'unmount', tell('umount2', text('/proc/self'), 0), { door: 'umount2' }),
  attempt('pivot_root', 'CAP_SYS_ADMIN', 'change the root of the file system', tell('pivot_root', noSuch, noSuch), { door: 'pivot_root' }),
  attempt('fsopen', 'CAP_SYS_ADMIN', 'mount by the newer interface', tell('fsopen', text('bulkhead-no-such-type'), 0), { door: 'fsopen' }),
  attempt('new namespaces', 'CAP_SYS_ADMIN', 'make a new namespace of host names', tell('unshare', 0x400_0000)),
  attempt('sethostname', 'CAP_SYS_ADMIN', 'set the host name', tell('sethostname', 0, -1)),
  attempt('open_by_handle_at', 'CAP_DAC_READ_SEARCH', 'open files of the host by handle', tell('open_by_handle_at', here, noHandle, 0), {
    door: 'open_by_handle_at',
  }),
  attempt('settimeofday', 'CAP_SYS_TIME', "set the host's clock", tell('settimeofday', 0, 0), { door: 'settimeofday' }),
  attempt('iopl', 'CAP_SYS_RAWIO', 'reach the hardware', tell('iopl', 3), { only: ['x64'], door: 'iopl' }),
  attempt('syslog', 'CAP_SYSLOG', "take lines out of the kernel's log", tell('syslog', takeLines, 0, 0), { door: 'syslog' }),
  {
    ...attempt('resource limits', 'CAP_SYS_RESOURCE', 'raise a hard limit', tell('prlimit64')),
    steps: [must('prlimit64', 0, coreSize, words(0, 0), 0), tell('prlimit64', 0, coreSize, words(0, 1), 0)],
  },
  {
    ...attempt('network settings', 'CAP_NET_ADMIN', 'change interfaces and filters of its network', tell('ioctl')),
    steps: [into(0, must('socket', 2, 0x8_0002, 0)), tell('ioctl', slot(0), setFlags, noInterface)],
  },
  // A process that may not be dumped is only traced by who has the capability, also where both are the same user's.
  {
    ...attempt('ptrace', 'CAP_SYS_PTRACE', 'take control of a process that is shut to it', tell('ptrace')),
    steps: [
      must('prctl', setDumpable, 0, 0, 0, 0),
      { ...into(0, also('clone', 17, 0, 0, 0, 0)), stopOnError: true },
      compute('ifEqual', slot(0), 0, { steps: 3 }),
      tell('ptrace', seize, slot(0), 0, 0),
      compute('end'),
      also('nanosleep', words(1, 0), 0),
    ],
  },
  attempt('socket(PACKET)', 'CAP_NET_RAW', 'open a packet socket', tell('socket', 17, 3, 0), { control: 'net-raw' }),
  attempt('socket(RAW)', 'CAP_NET_RAW', 'open a raw socket', tell('socket', 2, 3, 1), { control: 'net-raw' }),
  attempt('chroot', 'CAP_SYS_CHROOT', 'change its root folder', tell('chroot', text('/')), { ...mild, door: 'chroot' }),
  {
    ...attempt('chown', 'CAP_CHOWN', 'give its files to another user', tell('fchown')),
    ...mild,
    steps: [into(0, must('memfd_create', text('bulkhead'), 1)), tell('fchown', slot(0), another, -1)],
    reads: usual('fchown', unmapped),
  },
  {
    ...attempt('mknod', 'CAP_MKNOD', 'make a device node', tell('mknodat')),
    ...mild,
    steps: [into(0, also('mknodat', here, node, nullDevice.mode, nullDevice.number)), also('unlinkat', here, node, 0), answerIs(0)],
    reads: usual('mknodat', { unclear: ['EROFS', 'ENOENT', 'EEXIST'] }),
  },
  attempt('priority', 'CAP_SYS_NICE', 'go before the processes of others', tell('setpriority', 0, 0, -1), mild),
  attempt('setgid', 'CAP_SETGID', 'take on another group', tell('setresgid', another, another, another), {
    ...mild,
    reads: usual('setresgid', unmapped),
  }),
  attempt('setuid', 'CAP_SETUID', 'take on another user', tell('setresuid', another, another, another), {
    ...mild,
    reads: usual('setresuid', unmapped),
  }),
];
