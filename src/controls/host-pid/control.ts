import { broken, type Container, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const hostPid: Control = {
  id: 'host-pid',
  group: 'isolation',
  title: 'The container has a process namespace of its own',
  stops:
    'An intruder sees only the processes of the container: not the arguments of programs on the host, and nothing there to signal or trace.',
  why: "In the host's process namespace /proc shows every process of the host with its arguments, and Docker's default capabilities include CAP_KILL, which is enough to stop any of them. With CAP_SYS_PTRACE, or in a privileged container, an intruder can inject code into a process of the host and is out. Monitoring agents ask for this namespace in order to see other processes: give it only to them, with all capabilities dropped. A program that expects process 1 to be the host's init will notice the change; `docker top` still lists a container's processes from outside.",
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'it no longer sees the processes of the host',
    test: 'Look at what it reports of other processes',
  },
  references: {
    pss: ['hostNamespaces'],
    cisDocker: ['5.16'],
    cisKubernetes: ['5.2.3'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1611', 'T1613'],
  },
  judge(container) {
    const field = container.linux.namespaces.pid;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)?.mode !== 'host') return held('does not share the process namespace of the host', field);
    const way = wayOut(container);
    if (way === undefined) return broken('sees every process of the host and can signal them', field, { severity: 'high' });
    return broken(`sees every process of the host and, with ${way}, can inject code into them`, field, { severity: 'critical' });
  },
  harden: () => [{ set: 'linux.namespaces.pid', to: { mode: 'private' } }],
};

/** What lets the processes of the host be traced as well as seen. */
function wayOut({ privileged, process: { capabilities } }: Container): string | undefined {
  if (knownValue(privileged)) return 'privileged';
  const set = capabilities?.bounding ?? capabilities?.add ?? [];
  return set.map(knownValue).some((name) => name === 'CAP_SYS_PTRACE' || name === 'ALL') ? 'CAP_SYS_PTRACE' : undefined;
}
