import type { Case } from '../case.ts';
import { pod } from '../scene.ts';

const bare = '--security-opt apparmor=unconfined --security-opt label=disable';

export const insideCases: readonly Case[] = [
  { kind: 'root-user', certainty: 'open', open: 'docker run alpine', shut: { 'it runs as root': 'docker run --user 1000 alpine' } },
  {
    kind: 'root-user',
    certainty: 'perhaps',
    open: 'docker run example.org/web',
    shut: { 'it may run as root': 'docker run --user 1000 example.org/web' },
  },
  {
    kind: 'root-user',
    certainty: 'perhaps',
    open: 'docker run redis:8',
    shut: { 'it starts as root': 'docker run --user 1000 redis:8' },
  },
  {
    kind: 'root-user',
    certainty: 'perhaps',
    open: pod('', 'image: example.org/web'),
    shut: { 'it may run as root': pod('', 'securityContext: {runAsNonRoot: true}') },
  },
  {
    kind: 'set-uid',
    certainty: 'perhaps',
    open: 'docker run --user 1000 alpine',
    shut: { 'no_new_privs is not set': 'docker run --user 1000 --security-opt no-new-privileges alpine' },
  },
  {
    kind: 'set-uid',
    certainty: 'perhaps',
    open: pod('', 'securityContext: {runAsUser: 1000}'),
    shut: { 'no_new_privs is not set': pod('', 'securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false}') },
  },
  {
    kind: 'capability',
    certainty: 'open',
    open: 'docker run --cap-add SYS_MODULE alpine',
    shut: { 'CAP_SYS_MODULE is added': 'docker run alpine' },
  },
  {
    kind: 'capability',
    certainty: 'perhaps',
    open: 'docker run --cap-add $CAP alpine',
    shut: { 'it may hold CAP_SYS_ADMIN': 'docker run alpine' },
  },
  {
    kind: 'capability',
    certainty: 'open',
    open: 'podman run --user 1000 --cap-add SYS_MODULE alpine',
    which: 'inside:ID',
    shut: { 'CAP_SYS_MODULE is added': 'podman run --user 1000 alpine' },
  },
  {
    kind: 'mount',
    certainty: 'open',
    open: `docker run --cap-add SYS_ADMIN ${bare} alpine`,
    shut: {
      'the default seccomp profile lets it mount, since it holds CAP_SYS_ADMIN': `docker run ${bare} alpine`,
      'root inside is root on the host': { of: `docker run --cap-add SYS_ADMIN ${bare} alpine`, under: 'docker+rootless' },
      'no security module confines it': { of: `docker run --cap-add SYS_ADMIN ${bare} alpine`, label: 'docker-default (enforce)' },
    },
  },
  {
    kind: 'mount',
    certainty: 'perhaps',
    open: 'docker run --cap-add SYS_ADMIN alpine',
    shut: {
      'the default seccomp profile lets it mount, since it holds CAP_SYS_ADMIN': 'docker run alpine',
      'root inside is root on the host': { of: 'docker run --cap-add SYS_ADMIN alpine', under: 'docker+rootless' },
      'no security module that is known to run keeps it from that': {
        of: 'docker run --cap-add SYS_ADMIN alpine',
        label: 'docker-default (enforce)',
      },
    },
  },
  {
    kind: 'new-user-namespace',
    certainty: 'open',
    open: 'docker run --security-opt seccomp=unconfined alpine',
    shut: { 'no seccomp profile filters its system calls': 'docker run alpine' },
  },
  {
    kind: 'new-user-namespace',
    certainty: 'open',
    open: pod('', ''),
    shut: { 'no seccomp profile filters its system calls': pod('', 'securityContext: {seccompProfile: {type: RuntimeDefault}}') },
  },
  {
    kind: 'new-user-namespace',
    certainty: 'open',
    open: 'podman run alpine',
    shut: {
      'the default seccomp profile lets it make a new user namespace': {
        of: 'podman run alpine',
        evidence: [
          { control: 'seccomp-profile-strength', verdict: 'holds', probe: 'make a new user namespace', layer: 'kernel', answer: 'EPERM' },
        ],
      },
    },
  },
];
