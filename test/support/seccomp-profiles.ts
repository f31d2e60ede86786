import fc from 'fast-check';
import { syscallsOf } from '../../src/facts/syscalls/index.ts';

/** A profile as JSON has it; numbers of 64 bits are bigint. */
export interface WrittenProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number | undefined;
  readonly architectures?: readonly string[];
  readonly syscalls: readonly WrittenRule[];
}

interface WrittenRule {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number | undefined;
  readonly args?: readonly { index: number; value: bigint; valueTwo: bigint; op: string }[];
}

/** JSON with numbers of 64 bits. */
export const textOf = (profile: WrittenProfile): string =>
  JSON.stringify(profile, (_key, value: unknown) => (typeof value === 'bigint' ? `#${value}#` : value), 1).replace(/"#(\d+)#"/g, '$1');

/** What runc itself calls between loading the filter and waiting for the start, with room for Go's runtime. */
export const startUp: readonly string[] = (
  'read write close capset capget prctl setgroups setresgid setresuid setuid setgid fstat newfstatat stat lstat openat getdents64 chdir ' +
  'getppid getpid gettid munmap mmap mprotect madvise faccessat2 faccessat getcwd fstatfs statfs futex epoll_pwait epoll_ctl epoll_wait nanosleep ' +
  'sched_yield rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack tgkill clone fcntl brk exit exit_group restart_syscall fchown fchdir ' +
  'readlinkat getuid geteuid getgid getegid clock_gettime pipe2 eventfd2 epoll_create1 timer_settime execve'
).split(' ');

const free = syscallsOf('x86_64').flatMap(([name]) => (startUp.includes(name) ? [] : [name]));
/** Names that other architectures have, that x86 multiplexes, and that nobody has. */
const others = ['socketcall', 'ipc', 'send', 'recv', 'breakpoint', 'set_tls', 'no_such_call', 'fchmodat2', 'statx', 'clock_gettime64'];
/** Few, so that several rules meet on one syscall. */
const crowded = ['personality', 'socket', 'ioctl', 'shmat', 'semget', 'unshare'];

const operators = ['NE', 'LT', 'LE', 'EQ', 'GE', 'GT', 'MASKED_EQ'].map((op) => `SCMP_CMP_${op}`);
const values = [0n, 1n, 2n, 5n, 38n, 40n, 0x7e02_0000n, 0xffff_ffffn, 0x1_0000_0000n, 0x1_0000_0001n, 0x2_0000_0002n, 2n ** 64n - 1n];
const architectures = ['X86_64', 'X86', 'X32', 'AARCH64', 'ARM'].map((word) => `SCMP_ARCH_${word}`);

const value = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
const argument = fc.record({ index: fc.nat(5), value, valueTwo: value, op: fc.constantFrom(...operators) });
const action = fc.oneof(
  fc.record({ action: fc.constantFrom('SCMP_ACT_ALLOW', 'SCMP_ACT_LOG', 'SCMP_ACT_TRAP', 'SCMP_ACT_KILL', 'SCMP_ACT_KILL_PROCESS') }),
  fc.record({ action: fc.constant('SCMP_ACT_ERRNO'), errnoRet: fc.option(fc.constantFrom(1, 13, 38, 4095), { nil: undefined }) }),
  fc.record({ action: fc.constant('SCMP_ACT_TRACE'), errnoRet: fc.option(fc.nat(7), { nil: undefined }) }),
);
const names = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...crowded).map((name) => [name]) },
  fc.uniqueArray(fc.constantFrom(...free, ...others), { minLength: 1, maxLength: 30 }),
);

/** One action for all rules with conditions, as people write profiles; or anything, which libseccomp sometimes refuses. */
const rules = fc.tuple(action, fc.boolean()).chain(([usual, uniform]) =>
  fc.array(
    fc
      .tuple(names, fc.array(argument, { maxLength: 3 }), uniform ? fc.constant(usual) : action)
      .map(([list, args, act]): WrittenRule => ({ names: list, ...act, args })),
    { maxLength: 8 },
  ),
);

/** Profiles that runc can start under, and otherwise anything. */
export const anyProfile: fc.Arbitrary<WrittenProfile> = fc
  .tuple(
    fc.constantFrom('ERRNO', 'ERRNO', 'ERRNO', 'ALLOW', 'KILL', 'KILL_PROCESS', 'TRAP', 'LOG', 'TRACE').map((word) => `SCMP_ACT_${word}`),
    fc.option(fc.constantFrom(1, 13, 38), { nil: undefined }),
    fc.option(fc.subarray(architectures), { nil: undefined }),
    rules,
  )
  .map(([defaultAction, defaultErrnoRet, list, syscalls]) => ({
    defaultAction,
    defaultErrnoRet,
    ...(list === undefined ? {} : { architectures: list }),
    syscalls: [...syscalls, { names: startUp, action: 'SCMP_ACT_ALLOW' }],
  }));

const web =
  'accept4 bind listen socket connect sendfile sendmsg recvmsg setsockopt getsockopt getrandom uname arch_prctl set_tid_address rseq prlimit64 dup2 pread64 pwrite64 unlink rename mkdir ioctl umask wait4 kill';

/** Profiles as people write them, told apart by the shape of their rules. */
export function shapedProfiles(): WrittenProfile[] {
  const allow = (list: string, args?: WrittenRule['args']): WrittenRule => ({
    names: list.split(' '),
    action: 'SCMP_ACT_ALLOW',
    ...(args && { args }),
  });
  const deny = (list: string, errnoRet?: number): WrittenRule => ({ names: list.split(' '), action: 'SCMP_ACT_ERRNO', errnoRet });
  const arg = (index: number, op: string, first: bigint, second = 0n) => ({ index, op: `SCMP_CMP_${op}`, value: first, valueTwo: second });
  const start: WrittenRule = { names: startUp.filter((name) => name !== 'clone'), action: 'SCMP_ACT_ALLOW' };
  const lists: WrittenRule[][] = [
    [start, allow(`${web} clone`)],
    [start, allow(web), allow('clone', [arg(0, 'MASKED_EQ', 0x7e02_0000n)]), deny('clone3', 38)],
    [
      start,
      allow('clone'),
      allow(web),
      ...[0n, 8n, 0x2_0000n, 0x2_0008n, 0xffff_ffffn].map((n) => allow('personality', [arg(0, 'EQ', n)])),
    ],
    [
      start,
      allow('clone'),
      allow('socket', [arg(0, 'LT', 38n)]),
      allow('socket', [arg(0, 'EQ', 39n)]),
      allow('socket', [arg(0, 'GT', 40n)]),
    ],
    [start, allow('clone socketpair'), allow('socket', [arg(0, 'NE', 40n)]), allow('socketcall ipc')],
    [start, allow('clone'), allow('socket', [arg(0, 'NE', 40n), arg(0, 'NE', 38n)])],
    [start, allow('clone'), allow('ioctl', [arg(1, 'NE', 0x5412n)]), allow('ioctl', [arg(1, 'EQ', 0x541bn), arg(0, 'LE', 2n)])],
    [start, allow('clone'), allow('mmap mprotect pkey_mprotect', [arg(2, 'MASKED_EQ', 4n, 0n)]), allow('shmget semget msgget shmat semop')],
    [start, allow('clone futex_time64 clock_gettime64 statx'), allow('prctl', [arg(0, 'GE', 3n), arg(0, 'LE', 40n)])],
    [start, allow('clone'), allow('kcmp quotactl', [arg(1, 'GT', 5n), arg(4, 'LT', 0x1_0000_0000n)])],
    [start, allow('clone mount umount2 unshare setns bpf'), deny('keyctl add_key request_key', 13)],
  ];
  const defaults = [
    { defaultAction: 'SCMP_ACT_ERRNO' },
    { defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: 38 },
    { defaultAction: 'SCMP_ACT_KILL_PROCESS' },
    { defaultAction: 'SCMP_ACT_LOG' },
  ];
  const covered = [undefined, ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']];
  const allowLists = lists.flatMap((syscalls) =>
    defaults.flatMap((by) => covered.map((list) => ({ ...by, ...(list && { architectures: list }), syscalls }))),
  );
  const denyLists = ['mount umount2 pivot_root', 'unshare setns clone3', 'ptrace process_vm_readv bpf'].flatMap((list) =>
    covered.map((words) => ({ defaultAction: 'SCMP_ACT_ALLOW', ...(words && { architectures: words }), syscalls: [deny(list)] })),
  );
  return [...allowLists, ...denyLists];
}
