import { broken, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const hostIpc: Control = {
  id: 'host-ipc',
  group: 'isolation',
  title: 'The container has an IPC namespace of its own',
  stops: 'An intruder cannot read or change the shared memory, semaphores and message queues of programs on the host.',
  why: "In the host's IPC namespace the System V shared memory and POSIX message queues of the host are within reach, and with them /dev/shm: databases, browsers and graphics programs keep their data there, protected by nothing but file modes, and root inside is root for these. Programs that want much shared memory need a larger /dev/shm of their own (`--shm-size`, or a memory-backed emptyDir on /dev/shm) rather than the host's. Two containers that must share memory can share one IPC namespace between themselves. `ipcs` inside the container shows what it uses.",
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'it no longer meets the programs of the host in shared memory',
    test: 'Let it exchange data with its peers',
  },
  references: {
    pss: ['hostNamespaces'],
    cisDocker: ['5.17'],
    cisKubernetes: ['5.2.4'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1611'],
  },
  judge(container) {
    const field = container.linux.namespaces.ipc;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)?.mode !== 'host') return held('does not share the IPC namespace of the host', field);
    return broken('shares memory and message queues with the programs of the host', field);
  },
  harden: () => [{ set: 'linux.namespaces.ipc', to: { mode: 'private' } }],
};
