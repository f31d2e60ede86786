import { type Case, cases } from './case.ts';
import { compose, containerd, docker, kubernetes, podman, standards } from './sources.ts';
import { hostPath, pod, quadlet, service } from './texts.ts';

const hostPid = cases({ control: 'host-pid', source: compose.services }, [
  { name: 'its own', text: service(''), outcome: 'held', source: `${docker.hostConfig} PidMode: empty is private` },
  { name: 'pid: host', text: service('pid: host'), outcome: 'broken' },
  {
    name: 'that of a service',
    text: `${service('pid: service:b')}  b:\n    image: example.com/b:1\n`,
    outcome: 'held',
    source: `${compose.services}: pid service:NAME joins another container, not the host`,
  },
  { way: 'docker', name: '--pid host', text: '--pid host example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'docker', name: '--pid=container:b', text: '--pid=container:b example.com/a:1', outcome: 'held', source: docker.options },
  { way: 'podman', name: '--pid=host', text: '--pid=host example.com/a:1', outcome: 'broken', source: podman.run },
  { way: 'kubernetes', name: 'hostPID: true', text: pod('', 'hostPID: true'), outcome: 'broken', source: kubernetes.spec },
  { way: 'kubernetes', name: 'hostPID: false', text: pod('', 'hostPID: false'), outcome: 'held', source: kubernetes.spec },
  {
    way: 'kubernetes',
    name: "a pod-wide namespace is not the host's",
    text: pod('', 'shareProcessNamespace: true'),
    outcome: 'held',
    source: kubernetes.spec,
  },
]);

const hostNetwork = cases({ control: 'host-network', source: compose.services }, [
  { name: 'its own', text: service(''), outcome: 'held' },
  { name: 'network_mode: host', text: service('network_mode: host'), outcome: 'broken' },
  { name: 'network_mode: none', text: service('network_mode: none'), outcome: 'held' },
  { name: 'network_mode: bridge', text: service('network_mode: bridge'), outcome: 'held' },
  {
    name: 'a network that is called host',
    text: `${service('networks: [host]')}networks:\n  host: {}\n`,
    outcome: 'held',
    source: `${compose.networks}: a network without a name of its own is created as PROJECT_host`,
  },
  { way: 'docker', name: '--network host', text: '--network host example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'docker', name: '--net=host, its older name', text: '--net=host example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'podman', name: '--network=host', text: '--network=host example.com/a:1', outcome: 'broken', source: podman.run },
  { way: 'podman', name: '--network=slirp4netns', text: '--network=slirp4netns example.com/a:1', outcome: 'held', source: podman.run },
  {
    way: 'podman',
    name: '--network=pasta with options',
    text: '--network=pasta:-a,10.0.0.1 example.com/a:1',
    outcome: 'held',
    source: podman.run,
  },
  { way: 'kubernetes', name: 'hostNetwork: true', text: pod('', 'hostNetwork: true'), outcome: 'broken', source: kubernetes.spec },
  { way: 'kubernetes', name: 'nothing said', text: pod(''), outcome: 'held', source: kubernetes.spec },
  { way: 'quadlet', name: 'Network=host', text: quadlet('Network=host'), outcome: 'broken', source: podman.unit },
]);

const hostIpc = cases({ control: 'host-ipc', source: compose.services }, [
  { name: 'its own', text: service(''), outcome: 'held', source: `${docker.ipc}: private` },
  { name: 'ipc: host', text: service('ipc: host'), outcome: 'broken' },
  { name: 'ipc: shareable', text: service('ipc: shareable'), outcome: 'held' },
  { name: 'ipc: none', text: service('ipc: none'), outcome: 'held' },
  { way: 'docker', name: '--ipc=host', text: '--ipc=host example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'podman', name: '--ipc host', text: '--ipc host example.com/a:1', outcome: 'broken', source: podman.run },
  { way: 'kubernetes', name: 'hostIPC: true', text: pod('', 'hostIPC: true'), outcome: 'broken', source: kubernetes.spec },
]);

const hostUts = cases({ control: 'host-uts', source: compose.services }, [
  { name: 'its own', text: service(''), outcome: 'held' },
  { name: 'uts: host', text: service('uts: host'), outcome: 'broken' },
  { way: 'docker', name: '--uts=host', text: '--uts=host example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'podman', name: '--uts host', text: '--uts host example.com/a:1', outcome: 'broken', source: podman.run },
]);

const cgroups = cases({ control: 'host-cgroup-namespace', source: compose.services }, [
  { name: 'cgroup: host', text: service('cgroup: host'), outcome: 'broken' },
  { name: 'cgroup: private', text: service('cgroup: private'), outcome: 'held' },
  { way: 'docker', name: '--cgroupns=host', text: '--cgroupns=host example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'podman', name: '--cgroupns private', text: '--cgroupns private example.com/a:1', outcome: 'held', source: podman.run },
]);

const shared = cases({ control: 'shared-namespace', source: compose.services }, [
  { name: 'none', text: service(''), outcome: 'held' },
  { name: 'the network of a service', text: `${service('network_mode: service:b')}  b:\n    image: example.com/b:1\n`, outcome: 'broken' },
  {
    way: 'docker',
    name: '--network container:b',
    text: '--network container:b example.com/a:1',
    outcome: 'broken',
    source: docker.options,
  },
  { way: 'docker', name: '--pid container:b', text: '--pid container:b example.com/a:1', outcome: 'broken', source: docker.options },
  {
    way: 'kubernetes',
    name: 'shareProcessNamespace',
    text: pod('', 'shareProcessNamespace: true'),
    outcome: 'broken',
    source: kubernetes.spec,
  },
]);

const socket = cases({ control: 'engine-socket', source: docker.socket }, [
  { name: "Docker's own", text: service('volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'), outcome: 'broken' },
  {
    name: 'read-only: a socket is still written to',
    text: service('volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]'),
    outcome: 'broken',
    source:
      'unix(7): to connect asks for write permission on the socket; the kernel checks no read-only mount there (net/unix/af_unix.c unix_find_bsd)',
    disputed: 'Some tools call a read-only socket safe or lower its severity; the API takes every command through it',
  },
  { name: 'under /run', text: service('volumes: ["/run/docker.sock:/x"]'), outcome: 'broken' },
  {
    name: 'the named pipe of Windows',
    text: service("volumes: ['\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine']"),
    outcome: 'broken',
    source: 'moby client/client_windows.go: DefaultDockerHost',
    disputed: 'Tools that look for docker.sock alone miss it',
  },
  {
    name: 'the named pipe of Windows, with slashes',
    text: service('volumes: [{type: npipe, source: //./pipe/docker_engine, target: //./pipe/docker_engine}]'),
    outcome: 'broken',
    source: 'moby client/client_windows.go: DefaultDockerHost',
    disputed: 'Tools that look for docker.sock alone miss it',
  },
  {
    name: 'the named pipe of Windows, by a run command',
    way: 'docker',
    text: "-v '\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine' example.com/a:1",
    outcome: 'broken',
    source: 'moby client/client_windows.go: DefaultDockerHost',
  },
  {
    name: 'the named pipe of containerd, in a pod for Windows',
    way: 'kubernetes',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  os: {name: windows}\n  containers: [{name: c, image: example.com/a:1, volumeMounts: [{name: v, mountPath: /m}]}]\n  volumes: [{name: v, hostPath: {path: //./pipe/containerd-containerd}}]\n',
    outcome: 'broken',
    source: 'containerd defaults/defaults_windows.go: DefaultAddress',
    disputed: 'Tools that judge Linux alone pass over it',
  },
  { name: 'long form', text: service('volumes: [{type: bind, source: /var/run/docker.sock, target: /x}]'), outcome: 'broken' },
  {
    name: 'a volume of that name',
    text: `${service('volumes: ["docker.sock:/x"]')}volumes:\n  docker.sock: {}\n`,
    outcome: 'held',
    source: `${compose.services}: a source without a slash names a volume`,
  },
  { way: 'docker', name: '-v', text: '-v /var/run/docker.sock:/var/run/docker.sock example.com/a:1', outcome: 'broken' },
  { way: 'docker', name: '--mount', text: '--mount type=bind,src=/var/run/docker.sock,dst=/x example.com/a:1', outcome: 'broken' },
  {
    way: 'podman',
    name: "Podman's",
    text: '-v /run/podman/podman.sock:/x example.com/a:1',
    outcome: 'broken',
    source: `${podman.service}: the API grants code execution as the user who runs it`,
  },
  {
    way: 'kubernetes',
    name: "containerd's",
    text: hostPath('/run/containerd/containerd.sock'),
    outcome: 'broken',
    source: containerd.socket,
  },
  {
    way: 'kubernetes',
    name: "CRI-O's",
    text: hostPath('/var/run/crio/crio.sock'),
    outcome: 'broken',
    source: 'cri-o pkg/config/config_unix.go CrioSocketPath',
  },
  { way: 'kubernetes', name: 'no volume', text: pod(''), outcome: 'held' },
]);

const system = cases({ control: 'host-system-mount', source: `${standards.cis}, 5.6; ${standards.pss}, hostPath volumes` }, [
  {
    name: 'the folder around the sockets of the engine',
    text: service('volumes: ["/var/run:/x"]'),
    outcome: 'broken',
  },
  { name: 'the root of the host', text: service('volumes: ["/:/host"]'), outcome: 'broken' },
  { name: 'read-only: still read', text: service('volumes: ["/etc:/x:ro"]'), outcome: 'broken' },
  { name: 'a folder of the project', text: service('volumes: ["./data:/data"]'), outcome: 'held' },
  {
    name: 'a named volume',
    text: `${service('volumes: ["data:/etc"]')}volumes:\n  data: {}\n`,
    outcome: 'held',
    source: `${compose.services}: what is mounted over /etc inside is a volume, not the host's /etc`,
  },
  {
    name: 'the clock file that everybody mounts',
    text: service('volumes: ["/etc/localtime:/etc/localtime:ro"]'),
    outcome: 'held',
    source: 'systemd localtime(5): a file with the time zone, no secret and no way in',
    disputed: 'Tools that look for the prefix /etc report it',
  },
  { name: '/proc', text: service('volumes: ["/proc:/host/proc"]'), outcome: 'broken' },
  { name: '/proc, long way', text: service('volumes: ["/srv/../proc:/host/proc"]'), outcome: 'broken', source: 'path_resolution(7)' },
  { way: 'docker', name: '-v /boot', text: '-v /boot:/boot example.com/a:1', outcome: 'broken' },
  {
    way: 'docker',
    name: 'an anonymous volume at /etc',
    text: '-v /etc example.com/a:1',
    outcome: 'held',
    source: `${docker.options}: a single path is a new anonymous volume`,
    disputed: 'Tools that take the first part for the host path report it',
  },
  { way: 'kubernetes', name: 'hostPath /', text: hostPath('/'), outcome: 'broken' },
  { way: 'kubernetes', name: "the kubelet's state", text: hostPath('/var/lib/kubelet'), outcome: 'broken' },
  {
    way: 'kubernetes',
    name: 'emptyDir at /etc',
    text: pod('volumeMounts: [{name: v, mountPath: /etc}]', 'volumes: [{name: v, emptyDir: {}}]'),
    outcome: 'held',
    source: kubernetes.emptyDir,
  },
]);

const propagation = cases({ control: 'mount-propagation', source: 'mount_namespaces(7), shared subtrees' }, [
  { name: 'private by default', text: service('volumes: ["./d:/d"]'), outcome: 'held' },
  { name: 'shared', text: service('volumes: [{type: bind, source: ./d, target: /d, bind: {propagation: rshared}}]'), outcome: 'broken' },
  { name: 'short form', text: service('volumes: ["./d:/d:shared"]'), outcome: 'broken' },
  {
    way: 'kubernetes',
    name: 'Bidirectional',
    text: hostPath('/srv/d', ', mountPropagation: Bidirectional'),
    outcome: 'broken',
    source: `${kubernetes.propagation}: Bidirectional is rshared`,
  },
  {
    way: 'kubernetes',
    name: 'HostToContainer',
    text: hostPath('/srv/d', ', mountPropagation: HostToContainer'),
    outcome: 'held',
    source: `${kubernetes.propagation}: HostToContainer is rslave; nothing goes out`,
  },
  { way: 'docker', name: 'slave', text: '-v /srv/d:/d:rslave example.com/a:1', outcome: 'held' },
]);

export const table: readonly Case[] = [
  ...hostPid,
  ...hostNetwork,
  ...hostIpc,
  ...hostUts,
  ...cgroups,
  ...shared,
  ...socket,
  ...system,
  ...propagation,
];
