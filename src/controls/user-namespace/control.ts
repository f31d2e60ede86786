import { broken, type Change, type Container, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const userNamespace: Control = {
  id: 'user-namespace',
  group: 'identity',
  title: 'Root in the container is an ordinary user of the host',
  stops:
    'An intruder who gets out as root of the container is nobody on the host. This stops CVE-2019-5736 and the runc escapes CVE-2025-31133, CVE-2025-52565 and CVE-2025-52881, and takes the force out of every capability.',
  why: 'With a user namespace every id inside is another id outside, and a capability counts only for what the namespace owns. A rootless engine always has one; Docker with root has one for the whole engine (userns-remap in daemon.json), Podman with --userns=auto, Kubernetes 1.33 and later with hostUsers: false. What may break: files on bind mounts belong to nobody inside until their owner is shifted (Podman :U, id-mapped mounts), and a container that shares the network, process or IPC namespace of the host cannot have one (in Docker a privileged one cannot either). Start it once and look for "Permission denied" on volumes.',
  severity: 'medium',
  gain: 'host',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'files on volumes appear to belong to nobody, and what needs real root on the host is refused',
    test: 'Start it with its volumes, and let it write',
  },
  references: {
    cisDocker: ['2.9', '5.31'],
    nsaCisa: ['"Non-root" containers and "rootless" container engines'],
    nist800190: ['4.4.3', '4.5.2'],
    mitre: ['T1611'],
  },
  judge(container) {
    const { user } = container.linux.namespaces;
    if (isUnknown(user)) return undecided(user);
    const namespace = knownValue(user);
    if (namespace?.mode === 'private') return held('its ids are mapped to other ids of the host', user);
    if (namespace?.mode === 'shared') {
      return undecided({ because: `it joins the user namespace of ${namespace.with ?? 'another container'}`, origin: user?.origin });
    }
    return broken('root inside is root on the host', user);
  },
  /** Docker has no word for it at one container: only a written `host` can be taken away. */
  harden(container) {
    const { engine, linux } = container;
    if (engine === 'docker' && linux.namespaces.user?.state !== 'written') return [];
    return [{ set: 'linux.namespaces.user', to: { mode: 'private' } }, ...(engine === 'kubernetes' ? leaveHost(container) : [])];
  },
};

/** Kubernetes refuses hostUsers: false beside a namespace of the node. */
const leaveHost = ({ linux }: Container): Change[] =>
  (['network', 'pid', 'ipc'] as const)
    .filter((kind) => knownValue(linux.namespaces[kind])?.mode === 'host')
    .map((kind) => ({ set: `linux.namespaces.${kind}`, to: { mode: 'private' } }));
