import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

/** Provisional: processes and threads together. */
const suggested = 200;

export const pidsLimit: Control = {
  id: 'pids-limit',
  group: 'resources',
  title: 'The number of processes in the container is limited',
  stops: 'A fork bomb ends at the limit instead of taking the process table of the host with it.',
  why: 'Process ids are one table for the whole host: when a container has used them up nobody can start a program, not even a shell to end it. Docker sets no limit, Podman 2048. Threads count like processes, so a Java or Go server has dozens. 200 is a guess: read pids.current and pids.peak in the container\'s cgroup (`docker stats` shows PIDS) and double it. What hits the limit says "Resource temporarily unavailable" or "cannot create thread". On Kubernetes the kubelet sets it for every pod of the node (podPidsLimit): a manifest cannot.',
  severity: 'medium',
  gain: 'availability',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the number is a guess: a program with more threads cannot start another',
    test: 'Put it under its usual load and compare with docker stats (PIDS)',
  },
  references: { cisDocker: ['5.29'], nsaCisa: ['Resource policies'], mitre: ['T1499'] },
  judge(container) {
    const field = container.linux.resources.pids?.limit;
    if (isUnknown(field)) return undecided(field);
    if (field === undefined && container.engine === 'kubernetes')
      return inapplicable('the kubelet sets it for the whole node: podPidsLimit');
    const limit = knownValue(field);
    if (limit !== undefined && limit > 0) return held(`at most ${limit} processes`, field);
    return broken('may start as many processes as the host allows', field);
  },
  harden: () => [{ set: 'linux.resources.pids.limit', to: suggested }],
};
