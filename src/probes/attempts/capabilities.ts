import { type Attempt, oneCall, usual } from '../attempt.ts';
import { badMount, here, must, type Step, tell, text, words } from '../step.ts';

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
  attempt('socket(PACKET)', 'CAP_NET_RAW', 'open a packet socket', tell('socket', 17, 3, 0), { control: 'net-raw' }),
  attempt('socket(RAW)', 'CAP_NET_RAW', 'open a raw socket', tell('socket', 2, 3, 1), { control: 'net-raw' }),
  attempt('chroot', 'CAP_SYS_CHROOT', 'change its root folder', tell('chroot', text('/')), { ...mild, door: 'chroot' }),
  attempt('setgid', 'CAP_SETGID', 'take on another group', tell('setresgid', another, another, another), {
    ...mild,
    reads: usual('setresgid', unmapped),
  }),
  attempt('setuid', 'CAP_SETUID', 'take on another user', tell('setresuid', another, another, another), {
    ...mild,
    reads: usual('setresuid', unmapped),
  }),
];
