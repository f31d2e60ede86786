import type { Stop } from './escape.ts';

/** Root of the container is nobody on the host. Sources: KEP-127 of Kubernetes, which names the escapes that this stops; runc's advisories. */
export const mappedRoot = (but?: string): readonly Stop[] =>
  ['user-namespace', 'userns-remap'].map((control) => (but === undefined ? { control } : { control, but }));

/** The engine itself is an ordinary user: a fault of it is worth what that user is. */
export const rootless: Stop = { control: 'engine-rootless', but: 'what belongs to the user of the engine stays within reach' };

/** Nobody inside is root. An ordinary user becomes root by a set-uid program of the image, unless no_new_privs is set. */
export const neverRoot: readonly Stop[] = [
  { control: 'non-root-user', but: 'with no-new-privileges beside it, so that no set-uid program makes it root again' },
  { control: 'no-new-privileges', but: 'with an ordinary user beside it' },
];

const ownProfile: Stop = { control: 'seccomp-profile-strength', but: "where a profile of its own takes the place of the engine's" };

/** A call that the filter of an engine denies (facts/syscalls/default-doors). */
export const filtered = (but?: string): readonly Stop[] => [
  but === undefined ? { control: 'seccomp' } : { control: 'seccomp', but },
  ownProfile,
];

/** unshare and clone with CLONE_NEWUSER. */
export const noNewUserNamespace = filtered('with the profile of Docker or containerd; that of Podman lets a new user namespace be made');

/** Code of the kernel that asks for CAP_NET_ADMIN of the network namespace alone. */
export const netfilter: readonly Stop[] = [
  ...noNewUserNamespace,
  { control: 'dangerous-capabilities', but: 'with seccomp beside it: whoever has CAP_NET_ADMIN needs no namespace of his own' },
];

/**
 * With no_new_privs the capabilities of a file are not raised, and of a set that was dropped none is inherited. Source: capabilities(7), man-pages
 * 6.03, "Transformation of capabilities during execve()".
 */
export const inheritable: readonly Stop[] = [{ control: 'no-new-privileges' }, { control: 'capabilities-dropped' }];
