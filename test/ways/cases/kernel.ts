import type { Case } from '../case.ts';
import { pod } from '../scene.ts';

const bare = '--security-opt apparmor=unconfined --security-opt label=disable';
const confined = 'docker-default (enforce)';

/** Under a user namespace of the engine's, and with the security module that the kernel says is there. */
const rootless = (of: string) => ({ of, under: 'docker+rootless' });
const labelled = (of: string) => ({ of, label: confined });
const isRoot = 'root inside is root on the host';
const unconfined = 'no security module confines it';

const admin = `docker run --cap-add SYS_ADMIN --cgroupns host ${bare} alpine`;
const unmasked = `docker run --security-opt systempaths=unconfined ${bare} alpine`;
const shared = `docker run --cap-add SYS_ADMIN -v /srv/data:/data:rshared ${bare} alpine`;
const own = (capability: string, flags = '') => `docker run --cap-add ${capability} ${flags} alpine`;
const byDefault = (what: string, capability: string) => `the default seccomp profile lets it ${what}, since it holds ${capability}`;

export const kernelCases: readonly Case[] = [
  {
    kind: 'fresh-procfs',
    certainty: 'open',
    open: admin,
    shut: { [isRoot]: rootless(admin), [unconfined]: labelled(admin) },
  },
  {
    kind: 'release-agent',
    certainty: 'open',
    open: admin,
    shut: { [isRoot]: rootless(admin), "its cgroup namespace is the host's": admin.replace('--cgroupns host', '--cgroupns private') },
  },
  {
    kind: 'core-pattern',
    certainty: 'open',
    open: unmasked,
    shut: {
      [isRoot]: rootless(unmasked),
      [unconfined]: labelled(unmasked),
      '/proc/sys is writable': `docker run ${bare} alpine`,
    },
  },
  {
    kind: 'core-pattern',
    certainty: 'perhaps',
    open: 'podman run --security-opt unmask=/proc/sys alpine',
    shut: {
      [isRoot]: { of: 'podman run --security-opt unmask=/proc/sys alpine', under: 'podman+rootless' },
      'no security module that is known to run keeps it from that': {
        of: 'podman run --security-opt unmask=/proc/sys alpine',
        label: 'containers-default-0.64.0 (enforce)',
      },
      '/proc/sys is writable': 'podman run alpine',
    },
  },
  {
    kind: 'mount-propagation',
    certainty: 'perhaps',
    open: shared,
    shut: {
      [isRoot]: rootless(shared),
      'what is mounted below /data appears on the host': shared.replace('rshared', 'rslave'),
    },
  },
  {
    kind: 'kernel-module',
    certainty: 'open',
    open: own('SYS_MODULE'),
    shut: { [isRoot]: rootless(own('SYS_MODULE')), [byDefault('load modules', 'CAP_SYS_MODULE')]: 'docker run alpine' },
  },
  {
    kind: 'raw-io',
    certainty: 'perhaps',
    open: own('SYS_RAWIO'),
    shut: { [isRoot]: rootless(own('SYS_RAWIO')), [byDefault('use I/O ports', 'CAP_SYS_RAWIO')]: 'docker run alpine' },
  },
  {
    kind: 'kcore',
    certainty: 'open',
    open: own('SYS_RAWIO', '--security-opt systempaths=unconfined'),
    shut: { [isRoot]: rootless(own('SYS_RAWIO', '--security-opt systempaths=unconfined')), '/proc/kcore is not masked': own('SYS_RAWIO') },
  },
  ...(['file-handle-read', 'file-handle-write'] as const).map(
    (kind): Case => ({
      kind,
      certainty: 'open',
      open: own('DAC_READ_SEARCH'),
      shut: {
        [isRoot]: rootless(own('DAC_READ_SEARCH')),
        [byDefault('open files by handle', 'CAP_DAC_READ_SEARCH')]: 'docker run alpine',
      },
    }),
  ),
  {
    kind: 'file-handle-write',
    certainty: 'perhaps',
    open: 'podman run --user 1000 --cap-add DAC_READ_SEARCH -v data:/data alpine',
    shut: {
      [isRoot]: { of: 'podman run --user 1000 --cap-add DAC_READ_SEARCH -v data:/data alpine', under: 'podman+rootless' },
      [byDefault('open files by handle', 'CAP_DAC_READ_SEARCH')]: 'podman run --user 1000 -v data:/data alpine',
    },
  },
  {
    kind: 'bpf-write',
    certainty: 'open',
    open: own('SYS_ADMIN'),
    shut: { [isRoot]: rootless(own('SYS_ADMIN')), [byDefault('load BPF programs', 'CAP_SYS_ADMIN')]: 'docker run alpine' },
  },
  {
    kind: 'bpf-read',
    certainty: 'open',
    open: own('BPF', '--cap-add PERFMON'),
    shut: {
      'CAP_PERFMON is added': own('BPF'),
      [isRoot]: rootless(own('BPF', '--cap-add PERFMON')),
      [byDefault('load BPF programs', 'CAP_BPF')]: own('PERFMON'),
    },
  },
  {
    kind: 'perf-read',
    certainty: 'perhaps',
    open: own('PERFMON'),
    shut: { [isRoot]: rootless(own('PERFMON')), [byDefault('open performance events', 'CAP_PERFMON')]: 'docker run alpine' },
  },
  {
    kind: 'kexec',
    certainty: 'open',
    open: own('SYS_BOOT', '--pid host --security-opt seccomp=unconfined'),
    shut: {
      "its process namespace is the host's": own('SYS_BOOT', '--security-opt seccomp=unconfined'),
      'no seccomp profile filters its system calls': own('SYS_BOOT', '--pid host'),
      [isRoot]: rootless(own('SYS_BOOT', '--pid host --security-opt seccomp=unconfined')),
    },
  },
  {
    kind: 'mount',
    certainty: 'open',
    open: pod('', 'securityContext: {privileged: true}'),
    shut: {
      'no seccomp profile filters its system calls': pod('', 'securityContext: {privileged: false}'),
      [isRoot]: pod('hostUsers: false', 'securityContext: {privileged: true}'),
      [unconfined]: { of: pod('', 'securityContext: {privileged: true}'), label: 'cri-containerd.apparmor.d (enforce)' },
    },
  },
];
