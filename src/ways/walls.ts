import { allCapabilities } from '../facts/capabilities.ts';
import { shutByDefault } from '../facts/syscalls/index.ts';
import { type Field, isKnown, isUnknown, knownValue, type Namespaces, type Seccomp } from '../model/index.ts';
import { doubt, type Gap, gap, withoutChange } from './grounds.ts';
import { capabilityControl, type Inmate } from './inmate.ts';
import type { TrialName } from './tried.ts';

/** Runtimes that put a kernel of their own under a container. Sources: gvisor.dev (runsc), katacontainers.io (kata). */
const sandboxes = /(?:^|[./-])(?:runsc|gvisor|kata|kata-\w+|krun|runu|urunc|firecracker)(?:$|[./-])/i;

/** Whatever the kernel gives to root of its first user namespace: does it take root inside for that, and is it the host's? */
export const hostPowers = (inmate: Inmate): readonly Gap[] => [noUserNamespace(inmate), ...ownKernel(inmate)];

/** Its ids are known to be mapped: root inside is nobody on the host. */
export function isMapped(inmate: Inmate): boolean {
  const tried = inmate.tried('user namespace');
  if (tried !== undefined) return tried.outcome === 'refused';
  return knownValue(inmate.container.linux.namespaces.user)?.mode === 'private';
}

export function noUserNamespace(inmate: Inmate): Gap {
  if (isMapped(inmate)) return 'shut';
  const { user } = inmate.container.linux.namespaces;
  const control = 'user-namespace';
  const tried = inmate.tried('user namespace');
  if (tried?.outcome === 'open') {
    const { ground } = gap(inmate, 'root inside is root on the host', user, control);
    return { ground: { ...ground, view: 'proved', from: tried.said } };
  }
  if (isUnknown(user)) return doubt(inmate, 'whether ids are mapped is not known', user.because, user, control);
  const namespace = knownValue(user);
  if (namespace?.mode === 'shared') {
    const because = `it joins the user namespace of ${namespace.with ?? 'another container'}`;
    return doubt(inmate, 'whether ids are mapped is not known', because, user, control);
  }
  return gap(inmate, 'root inside is root on the host', user, control);
}

function ownKernel(inmate: Inmate): readonly Gap[] {
  const { runtime } = inmate.container;
  if (isUnknown(runtime)) return [doubt(inmate, 'which runtime starts it is not known', runtime.because, runtime)];
  return isSandboxed(inmate) ? ['shut'] : [];
}

/** A sandbox between the container and the kernel of the host. */
export const isSandboxed = ({ container }: Inmate): boolean => sandboxes.test(knownValue(container.runtime) ?? '');

/** One of these doors (facts/syscalls/doors) is open. `what` follows "lets it". */
export function seccompLets(inmate: Inmate, doors: readonly string[], what: string): Gap {
  const { container } = inmate;
  const { seccomp: field, seccompStrength } = container.linux;
  if (field === undefined)
    return doubt(inmate, `whether seccomp lets it ${what} is not known`, 'which seccomp profile applies is not known');
  if (field.state === 'unknown') return doubt(inmate, `whether seccomp lets it ${what} is not known`, field.because, field, 'seccomp');
  const { profile } = field.value;
  if (profile === 'unconfined') return byProfile(inmate, 'no seccomp profile filters its system calls', field, 'seccomp', doors);
  if (profile === 'default') return defaultLets(inmate, field, doors, what);
  const control = 'seccomp-profile-strength';
  if (!isKnown(seccompStrength)) {
    const because = seccompStrength?.because ?? 'what its seccomp profile lets through was not looked up';
    return doubt(inmate, `whether its seccomp profile lets it ${what} is not known`, because, field, control);
  }
  const { open, asked, file } = seccompStrength.value;
  if (open.some(({ id }) => doors.includes(id))) return byProfile(inmate, `${file} lets it ${what}`, field, control, doors);
  if (!doors.some((door) => asked.includes(door))) return 'shut';
  return doubt(inmate, `an agent decides whether it may ${what}`, `${file} asks an agent`, field, control);
}

/** The default profile opens doors to who holds a capability. */
function opensByDefault(inmate: Inmate, doors: readonly string[], held?: Iterable<string>): boolean {
  const { engine, engineVersion } = inmate.container;
  const shut = held === undefined ? shutHere(inmate) : shutByDefault(engine, engineVersion, new Set(held));
  return doors.some((door) => !shut.has(door));
}

/** Asked for several doors of one container. */
const shutFor = new WeakMap<Inmate, ReadonlySet<string>>();

function shutHere(inmate: Inmate): ReadonlySet<string> {
  const { engine, engineVersion } = inmate.container;
  const shut = shutFor.get(inmate) ?? shutByDefault(engine, engineVersion, new Set(inmate.bounding.keys()));
  shutFor.set(inmate, shut);
  return shut;
}

/** To go back to the default profile is no remedy where that would let it too. */
function byProfile(inmate: Inmate, detail: string, field: Field<Seccomp>, control: string, doors: readonly string[]): Gap {
  const { ground } = gap(inmate, detail, field, control);
  const isOwn = ground.change?.control === control;
  return { ground: isOwn && opensByDefault(inmate, doors) ? withoutChange(ground) : ground };
}

/** Where one capability alone opens the door, it is what has to go. */
function defaultLets(inmate: Inmate, field: Field<Seccomp>, doors: readonly string[], what: string): Gap {
  const detail = `the default seccomp profile lets it ${what}`;
  if (!opensByDefault(inmate, doors)) {
    const unclear = inmate.doubt;
    if (unclear?.state !== 'unknown' || !opensByDefault(inmate, doors, allCapabilities)) return 'shut';
    return doubt(inmate, `${detail}, if it holds the capability`, unclear.because, unclear, 'dangerous-capabilities');
  }
  const openers = opensByDefault(inmate, doors, [])
    ? []
    : [...inmate.bounding.keys()].filter((name) => opensByDefault(inmate, doors, [name]));
  const [only = ''] = openers;
  const entry = inmate.bounding.get(only);
  if (openers.length !== 1 || entry === undefined) return gap(inmate, detail, field);
  return gap(inmate, `${detail}, since it holds ${only}`, entry, capabilityControl(only));
}

const says: Readonly<
  Record<'pid' | 'network' | 'ipc' | 'cgroup', { readonly control: string; readonly trial: TrialName; readonly detail: string }>
> = {
  pid: { control: 'host-pid', trial: 'host processes', detail: "its process namespace is the host's" },
  network: { control: 'host-network', trial: 'host network', detail: "its network is the host's" },
  ipc: { control: 'host-ipc', trial: 'host IPC', detail: "its IPC namespace is the host's" },
  cgroup: { control: 'host-cgroup-namespace', trial: 'host cgroups', detail: "its cgroup namespace is the host's" },
};

/** It shares this namespace with the host. Undefined and unknown differ: what nobody can declare is the engine's own affair. */
export function hostNamespace(inmate: Inmate, name: keyof typeof says & keyof Namespaces): Gap {
  const { control, trial, detail } = says[name];
  const field = inmate.container.linux.namespaces[name];
  const tried = inmate.tried(trial);
  if (tried?.outcome === 'refused') return 'shut';
  if (tried?.outcome === 'open') {
    return { ground: { ...gap(inmate, detail, field, control).ground, view: 'proved', from: tried.said } };
  }
  if (isUnknown(field)) return doubt(inmate, `${detail}, or it is not`, field.because, field, control);
  return knownValue(field)?.mode === 'host' ? gap(inmate, detail, field, control) : 'shut';
}
