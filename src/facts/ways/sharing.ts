import type { WayKind } from './shape.ts';

/** From one container to another. */
export const sharingWays: readonly WayKind[] = [
  {
    id: 'volume-write',
    title: 'changes files of a volume that others use',
    sources: ['docs.docker.com "Volumes"; kubernetes.io "Volumes"'],
    where: 'every engine',
    stoppedBy: 'a read-only mount, a volume of its own',
  },
  {
    id: 'volume-use',
    title: 'has a program run or read what it put there',
    sources: ['docs.docker.com "Volumes"; kubernetes.io "Volumes"'],
    where: 'containers that start programs, scripts, configuration or templates from the volume',
    stoppedBy: 'a volume of its own',
  },
  {
    id: 'process-join',
    title: 'sees the processes of other containers',
    sources: ['pid_namespaces(7), man-pages 6.05; kubernetes.io "Share Process Namespace between Containers in a Pod"'],
    where: 'every engine',
    stoppedBy: 'a process namespace of its own',
  },
  {
    id: 'process-reach',
    title: 'takes over a process of the other container, or its files through /proc/PID/root',
    sources: [
      'ptrace(2), man-pages 6.05, "Ptrace access mode checking": equal ids and no capability that the caller lacks, or CAP_SYS_PTRACE',
    ],
    where: 'every kernel',
    stoppedBy: 'a process namespace of its own; another user id for who cannot take it on',
  },
  {
    id: 'network-reach',
    title: 'connects to what other containers listen on',
    sources: ['docs.docker.com "Networking overview"; network_namespaces(7), man-pages 6.05'],
    where: 'every engine',
    stoppedBy: 'a network of its own',
  },
  {
    id: 'network-fault',
    title: 'meets a fault of the program that listens in the other container',
    sources: ['OWASP Top 10 2021, A06 and A03: programs that are reached over the network have faults'],
    where: 'programs with a fault that can be reached over the network',
    stoppedBy: 'updates of the program',
  },
  {
    id: 'memory-share',
    title: 'changes shared memory of another container',
    sources: ['ipc_namespaces(7), man-pages 6.05'],
    where: 'every engine',
    stoppedBy: 'an IPC namespace of its own',
  },
  {
    id: 'memory-fault',
    title: 'meets a fault of the program that reads the shared memory',
    sources: ['shm_overview(7), man-pages 6.05: who may write a segment may write anything'],
    where: 'programs that trust what stands in shared memory',
    stoppedBy: 'an IPC namespace of its own',
  },
];
