import { type Architecture, allowedFamilies, allowedPersonalities, errnoOf, stricterCalls } from '../../facts/syscalls/index.ts';

/** A profile as Docker, Podman and the OCI runtimes read it. */
export interface StricterProfile {
  readonly defaultAction: 'SCMP_ACT_ERRNO';
  readonly defaultErrnoRet: number;
  readonly architectures: readonly string[];
  readonly syscalls: readonly StricterRule[];
}

interface StricterRule {
  readonly names: readonly string[];
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  readonly errnoRet?: number;
  readonly args?: readonly { readonly index: number; readonly value: number; readonly valueTwo: number; readonly op: string }[];
}

const words: Readonly<Partial<Record<Architecture, string>>> = { x86_64: 'SCMP_ARCH_X86_64', aarch64: 'SCMP_ARCH_AARCH64' };

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET: include/uapi/linux/sched.h of Linux 6.1. */
const newNamespaces = 0x7e02_0000;

/**
 * The engine's own profile made stricter, for a container with these capabilities (CAP_… names): one architecture, no new user namespaces, no
 * keys, io_uring, BPF, ptrace, performance events or userfaultfd, and no sockets but the usual families. What is refused answers EPERM; clone3
 * and what these tables do not know yet answer ENOSYS, so that libraries fall back to older calls. Undefined: no table for the architecture.
 */
export function stricterProfile(architecture: Architecture, capabilities: ReadonlySet<string>): StricterProfile | undefined {
  const word = words[architecture];
  if (word === undefined) return undefined;
  const { allowed, denied, namespaces } = stricterCalls(architecture, capabilities);
  const [refused, unknownCall] = [errnoOf('EPERM') ?? 1, errnoOf('ENOSYS') ?? 38];
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: unknownCall,
    architectures: [word],
    syscalls: [
      { names: namespaces ? [...allowed, 'clone', 'clone3'] : allowed, action: 'SCMP_ACT_ALLOW' },
      { names: denied, action: 'SCMP_ACT_ERRNO', errnoRet: refused },
      ...(namespaces ? [] : withoutNamespaces(unknownCall)),
      ...allowedFamilies.map((family) => equal(['socket', 'socketpair'], family)),
      ...allowedPersonalities.map((value) => equal(['personality'], value)),
    ],
  };
}

/** The flags of clone3 stand in memory, where no filter sees them. */
const withoutNamespaces = (unknownCall: number): readonly StricterRule[] => [
  {
    names: ['clone'],
    action: 'SCMP_ACT_ALLOW',
    args: [{ index: 0, value: newNamespaces, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
  },
  { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: unknownCall },
];

const equal = (names: readonly string[], value: number): StricterRule => ({
  names,
  action: 'SCMP_ACT_ALLOW',
  args: [{ index: 0, value, valueTwo: 0, op: 'SCMP_CMP_EQ' }],
});
