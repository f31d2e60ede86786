import { type Escape, escapes } from '../escapes/index.ts';
import type { WayKind } from './shape.ts';

const ofKernel = escapes.filter(({ program }) => program === 'kernel');

/** Does this control stand in its way, alone or with others? */
export const isStoppedBy = ({ stops = [] }: Escape, control: string): boolean => stops.some((stop) => stop.control === control);

/** Faults of the kernel that any process meets. */
export const kernelFaults: readonly Escape[] = ofKernel.filter(({ stops }) => stops === undefined);

/** Those that take a capability which everybody has in a user namespace of his own. */
export const nestedFaults: readonly Escape[] = ofKernel.filter(
  (one) => one.what.includes('user namespace of its own') || isStoppedBy(one, 'net-raw'),
);

/** Faults of the packet filter, which who has CAP_NET_ADMIN of its network meets without a user namespace. */
export const filterFaults: readonly Escape[] = ofKernel.filter((one) => isStoppedBy(one, 'dangerous-capabilities'));

/** Faults of packet sockets, which CAP_NET_RAW opens. */
export const packetFaults: readonly Escape[] = ofKernel.filter((one) => isStoppedBy(one, 'net-raw'));

export const bpfFaults: readonly Escape[] = ofKernel.filter(({ what }) => what.includes('BPF'));
export const ringFaults: readonly Escape[] = ofKernel.filter(({ what }) => what.includes('io_uring'));

/** Faults of a runtime by which a container leaves when it starts, or when somebody enters it. */
export const runtimeFaults: readonly Escape[] = escapes.filter(
  ({ program, gain }) => (program === 'runc' || program === 'crun') && gain === 'host',
);

/** What a container on the host's network leads containerd astray by. */
export const shimFaults: readonly Escape[] = escapes.filter((one) => one.program === 'containerd' && isStoppedBy(one, 'host-network'));

const cvesOf = (faults: readonly Escape[]): readonly string[] => [...new Set(faults.map(({ cve }) => cve))];
const table = 'facts/escapes, each with its versions and their source';

/** Ways that take a fault of somebody's program. */
export const faultWays: readonly WayKind[] = [
  {
    id: 'kernel-fault',
    title: 'meets a fault of the kernel, which all containers share with the host',
    sources: [table],
    cves: cvesOf(kernelFaults),
    where: 'the versions of Linux that each fault names',
    stoppedBy: 'updates of the kernel; a sandboxed runtime',
  },
  {
    id: 'nested-kernel-fault',
    title: 'meets a fault of the kernel in code that asks for root of a user namespace',
    sources: [table],
    cves: cvesOf(nestedFaults),
    where: 'the versions of Linux that each fault names',
    stoppedBy: 'updates of the kernel; seccomp, which denies new user namespaces',
  },
  {
    id: 'packet-filter-fault',
    title: 'meets a fault of the packet filter of the kernel',
    sources: [table, 'capabilities(7), man-pages 6.05: CAP_NET_ADMIN'],
    cves: cvesOf(filterFaults),
    where: 'the versions of Linux that each fault names',
    stoppedBy: 'updates of the kernel; dropping CAP_NET_ADMIN',
  },
  {
    id: 'packet-socket-fault',
    title: 'meets a fault of packet sockets in the kernel',
    sources: [table, 'packet(7), man-pages 6.05: CAP_NET_RAW'],
    cves: cvesOf(packetFaults),
    where: 'the versions of Linux that each fault names',
    stoppedBy: 'updates of the kernel; dropping CAP_NET_RAW',
  },
  {
    id: 'bpf-fault',
    title: 'meets a fault of the checks that the kernel makes of a BPF program',
    sources: [table, 'bpf(2), man-pages 6.05: kernel.unprivileged_bpf_disabled'],
    cves: cvesOf(bpfFaults),
    where: 'the versions of Linux that each fault names, where ordinary programs may load BPF programs',
    stoppedBy: 'updates of the kernel; seccomp; kernel.unprivileged_bpf_disabled on the host',
  },
  {
    id: 'io-uring-fault',
    title: 'meets a fault of io_uring, whose operations no filter sees',
    sources: [
      table,
      'facts/syscalls/default-doors: moby 46762 (25.0.0) and containerd 9320 (2.0.0) took io_uring out of their default profiles',
    ],
    cves: cvesOf(ringFaults),
    where: 'the versions of Linux that each fault names; Docker before 25, and wherever seccomp is off',
    stoppedBy: 'a default profile of today, or kernel.io_uring_disabled=2 on the host',
  },
  {
    id: 'runtime-fault',
    title: 'meets a fault of the runtime that starts containers',
    sources: [table],
    cves: cvesOf(runtimeFaults),
    where: 'the versions of runc that each fault names',
    stoppedBy: 'updates of the runtime; a user namespace stops most of them',
  },
  {
    id: 'shim-fault',
    title: "gives orders to containerd's shim over its abstract socket",
    sources: [table, 'GHSA-36xw-fx78-c5r4'],
    cves: cvesOf(shimFaults),
    where: 'containerd before 1.3.9, and 1.4.0 to 1.4.2',
    stoppedBy: 'a network namespace of its own; updates of containerd',
  },
];
