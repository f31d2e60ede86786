import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const hostCgroupNamespace: Control = {
  id: 'host-cgroup-namespace',
  group: 'isolation',
  title: 'The container has a cgroup namespace of its own',
  stops: "An intruder does not learn the host's cgroup tree, which names the other containers, and where in it to attack.",
  why: "In the host's cgroup namespace /proc/self/cgroup gives away the path of the container in the host's tree, its id and how the host is organised, and /sys/fs/cgroup shows every other container. Together with CAP_SYS_ADMIN or a writable /sys/fs/cgroup the limits of others can be changed. Docker gives a private namespace on cgroup v2 and the host's on v1. Agents that account for every container, and systemd inside a container on cgroup v1, may need the host's: without it they see only themselves.",
  severity: 'low',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'a program that measures other containers sees only its own control groups',
    test: 'Look at the figures that it reports',
  },
  references: { nist800190: ['4.4.3'], mitre: ['T1613'] },
  judge(container) {
    const field = container.linux.namespaces.cgroup;
    if (isUnknown(field)) return undecided(field);
    if (field === undefined && container.engine === 'kubernetes') return inapplicable('a pod cannot choose its cgroup namespace');
    if (knownValue(field)?.mode !== 'host') return held('does not share the cgroup namespace of the host', field);
    return broken("sees the host's cgroup tree with every other container in it", field);
  },
  harden: () => [{ set: 'linux.namespaces.cgroup', to: { mode: 'private' } }],
};
