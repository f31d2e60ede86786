import { doors, shutByDefault } from '../facts/syscalls/index.ts';
import { type Container, isUnknown, knownValue, type Layer } from '../model/index.ts';
import type { Attempt } from '../probes/index.ts';

/**
 * What said no to an attempt, from the order in which Linux asks: the seccomp filter before everything, then the capability, then the security
 * module. `error`: the name of the error, undefined where the attempt was not refused by one.
 */
export function layerOf(attempt: Attempt, error: string | undefined, container: Container): Layer | undefined {
  if (attempt.layer !== undefined) return attempt.layer;
  if (error === undefined) return undefined;
  if (error === 'EROFS') return 'mount';
  if (error === 'EAGAIN' || error === 'EMFILE' || error === 'ENOMEM') return 'limit';
  const { door, capability } = attempt;
  if (door !== undefined && shutDoors(container).has(door)) return 'seccomp';
  // A filter of Podman answers so for calls that this kernel has; without a filter it is the kernel that has not.
  if (error === 'ENOSYS') return knownValue(container.linux.seccomp)?.profile === 'unconfined' ? 'kernel' : 'seccomp';
  if (capability !== undefined && !holds(container, capability)) return 'capability';
  if (error === 'EACCES' && capability === undefined && runsAsOrdinaryUser(container)) return 'identity';
  return isConfined(container) ? 'lsm' : 'kernel';
}

/** By the id of facts/syscalls/doors: those that the filter of the effective view answers with an error. */
function shutDoors({ engine, engineVersion, linux, process }: Container): ReadonlySet<string> {
  const profile = knownValue(linux.seccomp)?.profile;
  if (profile === 'default') {
    const bounding = (process.capabilities?.bounding ?? []).flatMap((entry) => knownValue(entry) ?? []);
    return shutByDefault(engine, engineVersion, new Set(bounding));
  }
  const strength = knownValue(linux.seccompStrength);
  if (profile !== 'custom' || strength === undefined) return new Set();
  const open = new Set([...strength.open.flatMap(({ id, only }) => (only === undefined ? [id] : [])), ...strength.asked]);
  return new Set(doors.flatMap(({ id }) => (open.has(id) ? [] : [id])));
}

/** Whom the process runs as may not be known; then what it can have at most counts. */
function holds({ process: { capabilities } }: Container, capability: string): boolean {
  const effective = capabilities?.effective;
  const known = effective === undefined || effective.some(isUnknown) ? capabilities?.bounding : effective;
  return (known ?? []).some((entry) => knownValue(entry) === capability || knownValue(entry) === 'ALL');
}

const isConfined = ({ process }: Container): boolean => {
  const [apparmor, selinux] = [knownValue(process.apparmor), knownValue(process.selinux)];
  return (apparmor !== undefined && apparmor.profile !== 'unconfined') || selinux?.disabled === false;
};

const runsAsOrdinaryUser = ({ process }: Container): boolean => (knownValue(process.user)?.uid ?? 0) !== 0;
