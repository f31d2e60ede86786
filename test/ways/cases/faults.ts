import type { Case } from '../case.ts';

const old = { kernel: '5.15.0', runc: '1.1.11', containerd: '1.4.2' };
const network = 'docker run --network host alpine';

export const faultCases: readonly Case[] = [
  { kind: 'kernel-fault', certainty: 'fault', open: 'docker run alpine', shut: {} },
  { kind: 'nested-kernel-fault', certainty: 'fault', open: { of: 'podman run alpine', versions: old }, shut: {} },
  { kind: 'packet-filter-fault', certainty: 'fault', open: { of: 'docker run --cap-add NET_ADMIN alpine', versions: old }, shut: {} },
  { kind: 'packet-socket-fault', certainty: 'fault', open: 'docker run alpine', shut: {} },
  {
    kind: 'bpf-fault',
    certainty: 'fault',
    open: 'docker run --security-opt seccomp=unconfined alpine',
    shut: { 'no seccomp profile filters its system calls': 'docker run alpine' },
  },
  {
    kind: 'io-uring-fault',
    certainty: 'fault',
    open: { of: 'docker run alpine', under: 'docker@24' },
    shut: { 'the default seccomp profile lets it use io_uring': 'docker run alpine' },
  },
  { kind: 'runtime-fault', certainty: 'fault', open: 'docker run alpine', shut: {} },
  {
    kind: 'shim-fault',
    certainty: 'fault',
    open: { of: network, versions: old },
    shut: {
      "its network is the host's": { of: 'docker run alpine', versions: old },
      'root inside is root on the host': { of: network, under: 'docker+rootless' },
    },
  },
];
