import type { WayKind } from './shape.ts';

/** What somebody inside makes of what the container itself has. */
export const insideWays: readonly WayKind[] = [
  {
    id: 'root-user',
    title: 'is root inside from the start',
    sources: [
      'credentials(7) and capabilities(7), man-pages 6.05: uid 0 holds the capabilities of the bounding set when it executes a program',
    ],
    where: 'every kernel and engine',
    stoppedBy: 'an ordinary user',
  },
  {
    id: 'set-uid',
    title: 'becomes root inside by a set-uid program of the image',
    sources: [
      'execve(2), man-pages 6.05: a set-uid program runs as the owner of its file',
      'Linux 6.12 Documentation/userspace-api/no_new_privs.rst: after no_new_privs, execve gives no privilege',
    ],
    cves: ['CVE-2021-3156', 'CVE-2021-4034'],
    where: 'every kernel and engine, with an image that has such a program: su, sudo, mount or one with a fault',
    stoppedBy: 'no_new_privs',
  },
  {
    id: 'capability',
    title: 'uses a capability that the container holds',
    sources: ['capabilities(7), man-pages 6.05: root may use what is in the bounding set, others what is in their ambient set'],
    where: 'every kernel and engine',
    stoppedBy: 'dropping the capability',
  },
  {
    id: 'mount',
    title: 'mounts file systems',
    sources: [
      'mount(2) and fsopen(2): CAP_SYS_ADMIN',
      'moby/profiles seccomp v0.2.3 default.json: mount is let through to who holds CAP_SYS_ADMIN',
      'moby/profiles apparmor 2026-05 template.go: the profile of the engine denies mounts',
    ],
    where: 'every kernel and engine',
    stoppedBy: 'seccomp, AppArmor, SELinux, a user namespace',
  },
  {
    id: 'new-user-namespace',
    title: 'makes a user namespace of its own, and is root of it',
    sources: [
      'user_namespaces(7), man-pages 6.05: whoever makes one holds every capability in it',
      'facts/syscalls/default-doors: the default profiles of Docker and containerd deny it, that of Podman does not',
    ],
    where: 'Podman, Kubernetes without a seccomp profile, and wherever seccomp is off; kernels that let ordinary users make one',
    stoppedBy: 'the default seccomp profile of Docker or containerd, or user.max_user_namespaces=0 on the host',
  },
];
