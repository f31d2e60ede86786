import type { Case } from '../case.ts';
import { pod } from '../scene.ts';

const rootless = (of: string) => ({ of, under: 'docker+rootless' });
const labelled = (of: string) => ({ of, label: 'docker-default (enforce)' });
const isRoot = 'root inside is root on the host';
const bare = '--security-opt apparmor=unconfined --security-opt label=disable';
const mounts = (flags: string, more = '') => `docker run ${more} -v ${flags} alpine`;

const etc = mounts('/etc:/host/etc');
const tracing = `docker run --pid host --cap-add SYS_PTRACE ${bare} alpine`;
const asTheirs = `docker run --pid host ${bare} alpine`;
const disk = 'docker run --device /dev/sda alpine';
const memory = 'docker run --device /dev/mem --cap-add SYS_RAWIO alpine';

/** Files and sockets of the host that are mounted. */
const mounted: readonly Case[] = [
  {
    kind: 'engine-socket',
    certainty: 'open',
    open: mounts('/var/run/docker.sock:/var/run/docker.sock:ro'),
    shut: { 'it mounts /var/run/docker.sock': 'docker run alpine' },
  },
  {
    kind: 'engine-socket',
    certainty: 'perhaps',
    open: mounts('/var/run/docker.sock:/var/run/docker.sock', '--user 1000'),
    shut: { 'it mounts /var/run/docker.sock': 'docker run --user 1000 alpine' },
  },
  {
    kind: 'engine-socket',
    certainty: 'perhaps',
    open: mounts('$SOCKET:/var/run/docker.sock'),
    shut: { 'what it mounts at /var/run/docker.sock is not known': 'docker run alpine' },
  },
  {
    kind: 'engine-socket',
    certainty: 'open',
    open: pod(
      'hostUsers: false; volumes: [{name: s, hostPath: {path: /run/containerd/containerd.sock}}]',
      'volumeMounts: [{name: s, mountPath: /s}]',
    ),
    shut: { 'it mounts /run/containerd/containerd.sock': pod('hostUsers: false', '') },
  },
  { kind: 'engine-orders', certainty: 'open', open: mounts('/run/docker.sock:/s'), which: 'shared:socket:/run/docker.sock host', shut: {} },
  {
    kind: 'engine-orders',
    certainty: 'open',
    open: { of: mounts('/run/user/1000/docker.sock:/s'), under: 'docker+rootless' },
    which: 'host-user',
    shut: {},
  },
  {
    kind: 'host-files-write',
    certainty: 'open',
    open: etc,
    shut: { 'it mounts /etc of the host, writable': mounts('/etc:/host/etc:ro'), [isRoot]: rootless(etc) },
  },
  {
    kind: 'host-files-write',
    certainty: 'open',
    open: pod('hostUsers: false; volumes: [{name: e, hostPath: {path: /etc}}]', 'volumeMounts: [{name: e, mountPath: /e}]'),
    shut: {
      'it mounts /etc of the host, writable': pod(
        'hostUsers: false; volumes: [{name: e, hostPath: {path: /etc}}]',
        'volumeMounts: [{name: e, mountPath: /e, readOnly: true}]',
      ),
    },
  },
  {
    kind: 'host-files-write',
    certainty: 'open',
    open: 'podman run --userns auto -v /etc/cron.d:/c:U alpine',
    shut: { 'it mounts /etc/cron.d of the host, writable': 'podman run --userns auto -v /etc/cron.d:/c alpine' },
  },
  {
    kind: 'host-files-perhaps',
    certainty: 'perhaps',
    open: mounts('/sys:/host/sys'),
    shut: { 'it mounts /sys of the host, writable': mounts('/sys:/host/sys:ro'), [isRoot]: rootless(mounts('/sys:/host/sys')) },
  },
  {
    kind: 'host-sockets',
    certainty: 'open',
    open: mounts('/:/host:ro'),
    shut: { 'it mounts / of the host': 'docker run alpine', [isRoot]: rootless(mounts('/:/host:ro')) },
  },
  {
    kind: 'host-files-read',
    certainty: 'open',
    open: mounts('/etc:/host/etc:ro'),
    shut: { 'it mounts /etc of the host': 'docker run alpine', [isRoot]: rootless(mounts('/etc:/host/etc:ro')) },
  },
  {
    kind: 'user-files',
    certainty: 'open',
    open: { of: mounts('/home/me:/me'), under: 'docker+rootless' },
    which: 'root:ID',
    shut: { 'it mounts /home/me of the host, writable': { of: mounts('/home/me:/me:ro'), under: 'docker+rootless' } },
  },
  {
    kind: 'user-files',
    certainty: 'perhaps',
    open: mounts('/home/me:/me', '--user 1000'),
    which: 'inside:ID',
    shut: {
      'it mounts /home/me of the host, writable': mounts('/home/me:/me:ro', '--user 1000'),
      [isRoot]: rootless(mounts('/home/me:/me', '--user 1000')),
    },
  },
  {
    kind: 'user-files',
    certainty: 'open',
    open: { of: 'podman run --userns keep-id -v /home/me:/me --user 1000 alpine', under: 'podman+rootless' },
    shut: {
      'it mounts /home/me of the host, writable': { of: 'podman run --userns keep-id --user 1000 alpine', under: 'podman+rootless' },
    },
  },
  {
    kind: 'host-files-write',
    certainty: 'open',
    open: pod('volumes: [{name: p, hostPath: {path: /proc}}]', 'volumeMounts: [{name: p, mountPath: /p}]'),
    shut: {
      'it mounts /proc of the host, writable': pod(
        'volumes: [{name: p, hostPath: {path: /proc}}]',
        'volumeMounts: [{name: p, mountPath: /p, readOnly: true}]',
      ),
      [isRoot]: pod('hostUsers: false; volumes: [{name: p, hostPath: {path: /proc}}]', 'volumeMounts: [{name: p, mountPath: /p}]'),
    },
  },
  {
    kind: 'user-files',
    certainty: 'open',
    open: 'podman run -v /home/me:/me alpine',
    which: 'root:ID',
    shut: {
      'it mounts /home/me of the host, writable': 'podman run -v /home/me:/me:ro alpine',
      [isRoot]: 'podman run --userns auto -v /home/me:/me alpine',
    },
  },
  {
    kind: 'cluster-files',
    certainty: 'perhaps',
    open: pod('volumes: [{name: k, hostPath: {path: /var/lib/kubelet}}]', 'volumeMounts: [{name: k, mountPath: /k, readOnly: true}]'),
    shut: { 'it mounts /var/lib/kubelet of the host': pod('', '') },
  },
];

/** Devices of the host. */
const given: readonly Case[] = [
  {
    kind: 'disk-device',
    certainty: 'open',
    open: disk,
    shut: { 'it is given /dev/sda': 'docker run alpine', [isRoot]: rootless(disk) },
  },
  {
    kind: 'disk-device',
    certainty: 'open',
    open: 'docker run --privileged alpine',
    shut: { 'it may use every device of the host': 'docker run alpine', [isRoot]: rootless('docker run --privileged alpine') },
  },
  {
    kind: 'disk-read',
    certainty: 'open',
    open: 'docker run --device /dev/sda:/dev/sda:r alpine',
    shut: { 'it is given /dev/sda': 'docker run alpine', [isRoot]: rootless('docker run --device /dev/sda:/dev/sda:r alpine') },
  },
  {
    kind: 'memory-device',
    certainty: 'perhaps',
    open: memory,
    shut: { 'it is given /dev/mem': 'docker run --cap-add SYS_RAWIO alpine', [isRoot]: rootless(memory) },
  },
  {
    kind: 'direct-hardware',
    certainty: 'perhaps',
    open: 'docker run --device /dev/vfio/12 alpine',
    shut: { 'it is given /dev/vfio/12': 'docker run alpine' },
  },
  {
    kind: 'input-device',
    certainty: 'perhaps',
    open: 'docker run --device /dev/uinput alpine',
    shut: { 'it is given /dev/uinput': 'docker run alpine', [isRoot]: rootless('docker run --device /dev/uinput alpine') },
  },
  {
    kind: 'device-driver',
    certainty: 'fault',
    open: 'docker run --device /dev/fuse alpine',
    shut: { 'it is given /dev/fuse': 'docker run alpine' },
  },
];

/** Namespaces of the host. */
const around: readonly Case[] = [
  {
    kind: 'trace-host',
    certainty: 'open',
    open: tracing,
    shut: {
      "its process namespace is the host's": tracing.replace('--pid host', ''),
      'no security module confines it': labelled(tracing),
      [isRoot]: rootless(tracing),
    },
  },
  {
    kind: 'host-user-process',
    certainty: 'open',
    which: 'root:ID',
    open: asTheirs,
    shut: {
      'it holds CAP_SETUID': asTheirs.replace('--pid host', '--pid host --cap-drop SETUID'),
      'it holds CAP_SETGID': asTheirs.replace('--pid host', '--pid host --cap-drop SETGID'),
      "its process namespace is the host's": asTheirs.replace('--pid host', ''),
      'no security module confines it': labelled(asTheirs),
      [isRoot]: rootless(asTheirs),
    },
  },
  {
    kind: 'host-user-process',
    certainty: 'perhaps',
    open: `docker run --pid host --user 1000 --security-opt no-new-privileges ${bare} alpine`,
    shut: {
      "its process namespace is the host's": `docker run --user 1000 --security-opt no-new-privileges ${bare} alpine`,
      'no security module confines it': labelled(`docker run --pid host --user 1000 --security-opt no-new-privileges ${bare} alpine`),
      [isRoot]: rootless(`docker run --pid host --user 1000 --security-opt no-new-privileges ${bare} alpine`),
    },
  },
  {
    kind: 'host-arguments',
    certainty: 'open',
    open: pod('hostPID: true', ''),
    shut: { "its process namespace is the host's": pod('', '') },
  },
  {
    kind: 'host-network',
    certainty: 'open',
    open: 'docker run --network host alpine',
    shut: { "its network is the host's": 'docker run alpine' },
  },
  {
    kind: 'host-traffic',
    certainty: 'open',
    open: 'docker run --network host alpine',
    shut: { "its network is the host's": 'docker run alpine', [isRoot]: rootless('docker run --network host alpine') },
  },
  {
    kind: 'host-traffic',
    certainty: 'open',
    open: 'docker run --network host --cap-add NET_ADMIN alpine',
    which: 'redirects',
    shut: {
      "its network is the host's": 'docker run --cap-add NET_ADMIN alpine',
      [isRoot]: rootless('docker run --network host --cap-add NET_ADMIN alpine'),
    },
  },
  {
    kind: 'host-memory',
    certainty: 'perhaps',
    open: 'docker run --ipc host alpine',
    shut: { "its IPC namespace is the host's": 'docker run alpine' },
  },
  {
    kind: 'windows-host-process',
    certainty: 'perhaps',
    open: pod('os: {name: windows}', 'securityContext: {windowsOptions: {hostProcess: true}}'),
    shut: { 'it is a process of its host': pod('os: {name: windows}', 'securityContext: {windowsOptions: {hostProcess: false}}') },
  },
];

export const hostCases: readonly Case[] = [...mounted, ...given, ...around];
