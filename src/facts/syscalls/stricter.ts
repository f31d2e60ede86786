import { shutCalls } from './default-calls.ts';
import { type Architecture, syscallsOf } from './numbers.ts';

/**
 * What Docker's own profile leaves open, or leaves to the kernel's own check, and a program that serves others does without. Each
 * with the capability that says that somebody wants it. The rest of the list is Docker's (default-calls.ts).
 * Sources: man-pages 6.03 for the capability that each call asks for; dangerous.ts for what an intruder does with it.
 */
const beyond: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ...(['ptrace', 'process_vm_readv', 'process_vm_writev'] as const).map((call) => [call, 'CAP_SYS_PTRACE'] as const),
  ...(['adjtimex', 'clock_adjtime', 'stime'] as const).map((call) => [call, 'CAP_SYS_TIME'] as const),
  ['name_to_handle_at', 'CAP_DAC_READ_SEARCH'],
  ...(['modify_ldt', 'vm86', 'vm86old'] as const).map((call) => [call, undefined] as const),
]);

/** Their arguments decide: the profile has a rule of its own for each. */
const byArgument = ['clone', 'clone3', 'personality', 'socket', 'socketpair'];

export interface StricterCalls {
  /** Whatever their arguments are. */
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
  /** New namespaces, user namespaces among them, may be made. */
  readonly namespaces: boolean;
}

/**
 * The calls of the stricter profile of `run` for a container with these capabilities: what the newest Docker shuts for it, and what is
 * listed above. Calls of kernels that are newer than the tables are in neither list.
 */
export function stricterCalls(architecture: Architecture, capabilities: ReadonlySet<string>): StricterCalls {
  const isShut = shutCalls('docker', undefined, capabilities);
  const all = syscallsOf(architecture)
    .map(([name]) => name)
    .filter((name) => !byArgument.includes(name));
  const open = (name: string): boolean => {
    if (!beyond.has(name)) return !isShut(name);
    return capabilities.has(beyond.get(name) ?? '');
  };
  return {
    allowed: all.filter(open),
    denied: all.filter((name) => !open(name)),
    namespaces: capabilities.has('CAP_SYS_ADMIN'),
  };
}

/**
 * Families of sockets that programs are written for: AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET (which asks for NET_RAW). Each of the
 * others loads a module of its own: AF_ALG and AF_VSOCK are the known doors among them. Source: include/linux/socket.h of Linux 6.1.
 */
export const allowedFamilies: readonly number[] = [1, 2, 10, 16, 17];

/** PER_LINUX, PER_LINUX32, each with UNAME26, and the question for the present one. Source: include/uapi/linux/personality.h of Linux 6.1. */
export const allowedPersonalities: readonly number[] = [0, 8, 0x2_0000, 0x2_0008, 0xffff_ffff];
