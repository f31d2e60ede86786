import type { WayKind } from './shape.ts';

/** What lies inside the container for the taking. */
export const prizeWays: readonly WayKind[] = [
  {
    id: 'service-account',
    title: 'asks the API of the cluster with the token of its service account',
    sources: ['kubernetes.io "Configure Service Accounts for Pods"; Kubernetes 1.31 plugin/pkg/admission/serviceaccount'],
    where: 'Kubernetes; what the token may do is decided by the roles of its account',
    stoppedBy: 'automountServiceAccountToken: false',
  },
  {
    id: 'secret-variable',
    title: 'reads a secret from the environment of the process',
    sources: ['proc_pid_environ(5), man-pages 6.05'],
    where: 'every engine',
    stoppedBy: 'nothing inside the container: whoever runs as the program has what it has',
  },
  {
    id: 'secret-file',
    title: 'reads a secret from the file that the engine mounts for it',
    sources: ['docs.docker.com "Manage sensitive data with Docker secrets"; kubernetes.io "Secrets"; podman-secret(1)'],
    where: 'every engine; the mode of the file decides which users may',
    stoppedBy: 'a mode that lets only the user read it who needs it',
  },
];
