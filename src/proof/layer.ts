import { doors, shutByDefault } from '../facts/syscalls/index.ts';
import { type Container, isUnknown, knownValue, type Layer } from '../model/index.ts';
import type { Attempt } from '../probes/index.ts';
import type { Standing } from './standing.ts';

/** What said no; `by`: of a security module, which one and what it calls the container. */
export interface Refusal {
  readonly layer?: Layer;
  readonly by?: string;
}

/**
 * What said no to an attempt, from the order in which Linux asks: the seccomp filter before everything, then owners and modes, the security module,
 * and capabilities, which the module may take away as well. `error`: the name of the error, undefined where the attempt was not refused by one.
 */
export function refusalOf(attempt: Attempt, error: string | undefined, container: Container, standing: Standing): Refusal {
  const layer = layerOf(attempt, error, container, standing);
  if (layer === undefined) return {};
  const by = layer === 'lsm' ? moduleOf(container, standing) : undefined;
  return by === undefined ? { layer } : { layer, by };
}

function layerOf(attempt: Attempt, error: string | undefined, container: Container, standing: Standing): Layer | undefined {
  if (attempt.layer !== undefined) return attempt.layer;
  if (error === undefined) return undefined;
  if (error === 'EROFS') return 'mount';
  if (error === 'EAGAIN' || error === 'EMFILE' || error === 'ENOMEM') return 'limit';
  const { door, capability, call } = attempt;
  if (door !== undefined && shutDoors(container).has(door)) return 'seccomp';
  // A filter of Podman answers so for calls that this kernel has; without a filter it is the kernel that has not.
  if (error === 'ENOSYS') return knownValue(container.linux.seccomp)?.profile === 'unconfined' ? 'kernel' : 'seccomp';
  const confined = isConfined(container, standing);
  // Who lacks a capability is told EPERM: EACCES is the word of a module that was asked before.
  if (capability !== undefined && !(standing.capabilities?.has(capability) ?? holds(container, capability)))
    return error === 'EACCES' && confined ? 'lsm' : 'capability';
  if (capability !== undefined) return confined ? 'lsm' : 'kernel';
  // Settings of the kernel answer so too: kernel.perf_event_paranoid.
  if (error !== 'EACCES' || call === 'perf_event_open') return 'kernel';
  if (call !== 'socket' && ownsNothing(container)) return 'identity';
  return confined ? 'lsm' : 'kernel';
}

function moduleOf({ process: { apparmor, selinux } }: Container, { label }: Standing): string | undefined {
  if (label?.module === 'SELinux') return `SELinux type ${label.type}`;
  if (label?.module === 'AppArmor') return `AppArmor profile ${label.profile}`;
  const [profile, type] = [knownValue(apparmor)?.name, knownValue(selinux)?.type];
  if (type !== undefined) return `SELinux type ${type}`;
  return profile === undefined ? undefined : `AppArmor profile ${profile}`;
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

const isConfined = ({ process }: Container, { label }: Standing): boolean => {
  if (label !== undefined) return label !== null;
  const [apparmor, selinux] = [knownValue(process.apparmor), knownValue(process.selinux)];
  return (apparmor !== undefined && apparmor.profile !== 'unconfined') || selinux?.disabled === false;
};

/** Files of the host's root are not its own: it is another user, or root of a user namespace. */
const ownsNothing = ({ process, linux }: Container): boolean =>
  (knownValue(process.user)?.uid ?? 0) !== 0 || knownValue(linux.namespaces.user)?.mode === 'private' || linux.uidMappings !== undefined;
