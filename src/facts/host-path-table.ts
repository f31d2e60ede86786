import type { EngineKind } from '../model/index.ts';
import {
  disturbs,
  disturbsOthers,
  type HostPath,
  mayTakeOver,
  opensSecrets,
  reachesOthers,
  reveals,
  revealsSecrets,
  takesOver,
} from './exposure.ts';

const programs: HostPath = {
  readOnly: reveals('the software of the host and its versions can be read'),
  writable: takesOver('programs that root runs on the host can be replaced'),
};
const startsAsRoot: HostPath = { tree: true, writable: takesOver('what is put there runs as root on the host') };
const accounts: HostPath = {
  readOnly: reveals('the account names of the host can be read'),
  writable: takesOver('an account with uid 0 can be added to the host'),
};
const hashes: HostPath = {
  readOnly: opensSecrets("the host's password hashes can be read and cracked"),
  writable: takesOver("root's password on the host can be set"),
};
const names: HostPath = { writable: disturbs('names can be pointed to other addresses for the whole host') };
const keys: HostPath = {
  tree: true,
  readOnly: opensSecrets('private keys of the host can be read'),
  writable: opensSecrets('private keys of the host can be read and replaced'),
};
const configuration = (of: string): HostPath => ({
  readOnly: reveals(`the configuration of ${of} can be read`),
  writable: takesOver(`${of} can be made to start things as root`),
});
const engineState = (of: string, on: readonly EngineKind[]): HostPath => ({
  presentOn: on,
  tree: true,
  readOnly: opensSecrets(`files and secrets of every container kept by ${of} can be read`),
  writable: takesOver(`files of every container and image kept by ${of} can be replaced`),
});
const logs: HostPath = {
  readOnly: reveals("other programs' logs can be read"),
  writable: disturbsOthers("other programs' logs can be changed, and traces removed"),
};

/**
 * Paths of a Linux host by their canonical spelling (host-path.ts), and what a bind mount of each gives away.
 *
 * Sources: Filesystem Hierarchy Standard 3.0; proc(5) core_pattern and sysrq-trigger; sysfs(5), cgroups(7) release_agent;
 * CIS Docker Benchmark 1.6.0, 5.6 (list of sensitive folders); Kubernetes "Volumes: hostPath" and "Local Files And Paths Used By
 * The Kubelet"; kubelet's /logs endpoint, which serves /var/log and follows links (kubernetes pkg/kubelet/kubelet.go, logServer);
 * default roots: /var/lib/docker (moby), /var/lib/containers (containers/storage), /var/lib/containerd, /opt/cni/bin and /etc/cni/net.d
 * (containerd CRI), /usr/libexec/kubernetes/kubelet-plugins/volume/exec (kubelet --volume-plugin-dir). The sources say what lies there; how
 * grave it is to give it away is our own judgement, by what root inside can do with it.
 */
export const systemPaths: Readonly<Record<string, HostPath>> = {
  '/': {
    readOnly: takesOver("every file of the host can be read, and its sockets, the engine's among them, take connections"),
    writable: takesOver('every file of the host can be changed'),
  },
  '/bin': programs,
  '/sbin': programs,
  '/lib': programs,
  '/lib64': programs,
  '/usr': programs,
  '/usr/bin': programs,
  '/usr/sbin': programs,
  '/usr/lib': programs,
  '/usr/local': programs,
  '/usr/local/bin': programs,
  '/usr/local/sbin': programs,
  '/usr/libexec': programs,
  '/usr/libexec/kubernetes/kubelet-plugins/volume/exec': { ...startsAsRoot, presentOn: ['kubernetes'] },
  '/opt/cni/bin': { ...startsAsRoot, presentOn: ['kubernetes'] },
  '/lib/modules': { tree: true, writable: mayTakeOver('a kernel module that the host loads later can be replaced') },
  '/usr/lib/modules': { tree: true, writable: mayTakeOver('a kernel module that the host loads later can be replaced') },
  '/usr/src': { writable: disturbs('sources from which the host builds kernel modules can be changed') },
  '/boot': {
    tree: true,
    readOnly: reveals("the host's kernel version and configuration can be read"),
    writable: takesOver('the kernel that the host starts next can be replaced'),
  },

  '/etc': {
    readOnly: opensSecrets("the host's password hashes, keys and configuration can be read"),
    writable: takesOver("the host's accounts and scheduled jobs can be changed"),
  },
  '/etc/passwd': accounts,
  '/etc/group': accounts,
  '/etc/shadow': hashes,
  '/etc/gshadow': hashes,
  '/etc/sudoers': { writable: takesOver('any account of the host can be made root') },
  '/etc/sudoers.d': startsAsRoot,
  '/etc/pam.d': startsAsRoot,
  '/etc/crontab': startsAsRoot,
  '/etc/cron.d': startsAsRoot,
  '/etc/cron.hourly': startsAsRoot,
  '/etc/cron.daily': startsAsRoot,
  '/etc/cron.weekly': startsAsRoot,
  '/etc/cron.monthly': startsAsRoot,
  '/var/spool/cron': startsAsRoot,
  '/etc/systemd': startsAsRoot,
  '/etc/init.d': startsAsRoot,
  '/etc/rc.local': startsAsRoot,
  '/etc/profile': startsAsRoot,
  '/etc/profile.d': startsAsRoot,
  '/etc/udev': startsAsRoot,
  '/run/udev': { writable: mayTakeOver('rules that udev follows as root can be added') },
  '/etc/ld.so.preload': startsAsRoot,
  '/etc/ld.so.conf.d': startsAsRoot,
  '/etc/hosts': names,
  '/etc/resolv.conf': names,
  '/etc/nsswitch.conf': names,
  '/etc/ssh': keys,
  '/etc/ssl/private': keys,
  '/etc/pki/tls/private': keys,
  '/etc/ssl': {
    readOnly: reveals('private keys below /etc/ssl/private can be read'),
    writable: disturbs('certificates that the host trusts, and private keys, can be changed'),
  },
  '/etc/pki': {
    readOnly: reveals('private keys below /etc/pki/tls/private can be read'),
    writable: disturbs('certificates that the host trusts, and private keys, can be changed'),
  },
  '/etc/ssl/certs': { writable: disturbs('a certificate authority can be added that the host then trusts') },
  '/etc/docker': configuration('Docker'),
  '/etc/docker/daemon.json': configuration('Docker'),
  '/etc/containers': configuration('Podman'),
  '/etc/containerd': configuration('containerd'),
  '/etc/crio': configuration('CRI-O'),
  '/etc/cni': configuration('the network plugins'),
  '/etc/cni/net.d': configuration('the network plugins'),
  '/etc/kubernetes': {
    tree: true,
    readOnly: opensSecrets("the node's credentials for the cluster can be read"),
    writable: takesOver('static pods can be added, which start without admission'),
  },
  '/etc/rancher': {
    tree: true,
    readOnly: opensSecrets("the cluster's credentials can be read"),
    writable: takesOver("the cluster's configuration can be changed"),
  },

  '/proc': {
    readOnly: revealsSecrets('the arguments and variables of other processes of the host can be read'),
    writable: takesOver('core_pattern can be set to a program that the host runs as root'),
  },
  '/proc/sys': { tree: true, writable: takesOver('settings of the host kernel can be changed, core_pattern among them') },
  '/proc/sysrq-trigger': { writable: mayTakeOver('the host can be restarted or halted') },
  '/sys': {
    readOnly: reveals('the hardware and kernel settings of the host can be read'),
    writable: takesOver('settings of the host kernel can be changed, uevent_helper among them'),
  },
  '/sys/fs/cgroup': {
    readOnly: reveals('the names and limits of every container on the host can be read'),
    writable: mayTakeOver('the limits of other containers can be changed, and on cgroup v1 a release_agent set'),
  },
  '/sys/kernel/debug': {
    tree: true,
    readOnly: disturbs("the kernel's debugging files can be read"),
    writable: mayTakeOver("the kernel's debugging files can be written"),
  },
  '/sys/kernel/tracing': {
    tree: true,
    readOnly: disturbs('the kernel can be traced'),
    writable: mayTakeOver('the kernel can be traced and probed'),
  },
  '/sys/fs/bpf': { tree: true, writable: mayTakeOver('BPF programs of the host can be replaced') },
  '/dev': {
    readOnly: mayTakeOver("the host's terminals, shared memory and device nodes are within reach, read-only or not"),
    writable: mayTakeOver("the host's terminals, shared memory and device nodes are within reach"),
  },
  '/dev/pts': {
    readOnly: mayTakeOver("the host's terminals are within reach"),
    writable: mayTakeOver("the host's terminals are within reach"),
  },
  '/dev/shm': {
    readOnly: revealsSecrets("other programs' shared memory can be read"),
    writable: disturbs("other programs' shared memory can be changed"),
  },
  '/dev/mem': { readOnly: takesOver('the memory of the host can be read'), writable: takesOver('the memory of the host can be changed') },
  '/dev/kmsg': { readOnly: reveals("the kernel's log can be read"), writable: reveals("the kernel's log can be read and forged") },

  '/root': {
    readOnly: opensSecrets("root's keys and history on the host can be read"),
    writable: takesOver("root's SSH keys and shell start-up files on the host can be changed"),
  },
  '/home': {
    readOnly: opensSecrets("every user's keys and credentials can be read"),
    writable: mayTakeOver("every user's SSH keys and shell start-up files can be changed"),
  },
  '/run': {
    readOnly: takesOver("sockets take connections on a read-only mount as well, the engine's and systemd's among them"),
    writable: takesOver('it holds the sockets of the engine and of systemd'),
  },
  '/run/user': {
    readOnly: mayTakeOver("it holds the sockets of every user's session"),
    writable: mayTakeOver("it holds the sockets of every user's session"),
  },
  '/run/log/journal': logs,
  '/run/netns': { writable: disturbs('network namespaces of other containers are within reach') },

  '/var/lib/docker': engineState('Docker', ['docker']),
  '/var/lib/docker/volumes': {
    tree: true,
    readOnly: revealsSecrets("other containers' volumes can be read"),
    writable: reachesOthers("other containers' volumes can be changed"),
  },
  '/var/lib/docker/containers': {
    tree: true,
    readOnly: revealsSecrets("other containers' logs and variables can be read"),
    writable: mayTakeOver("other containers' configuration can be changed, and Docker acts on it"),
  },
  '/var/lib/containers': engineState('Podman', ['podman']),
  '/var/lib/containerd': engineState('containerd', ['kubernetes']),
  '/var/lib/crio': engineState('CRI-O', []),
  '/var/lib/rancher': engineState('the cluster', []),
  '/var/lib/kubelet': {
    presentOn: ['kubernetes'],
    tree: true,
    readOnly: opensSecrets('tokens and secrets of every pod on the node can be read'),
    writable: takesOver("files and tokens of every pod on the node, and the kubelet's own, can be changed"),
  },
  '/var/lib/kubelet/device-plugins': { tree: true, writable: disturbs('a device plugin can be registered that hands out any device') },
  '/var/lib/kubelet/plugins': { tree: true, writable: mayTakeOver("the storage drivers' sockets are within reach") },
  '/var/lib/kubelet/plugins_registry': { tree: true, writable: mayTakeOver('a driver can be registered with the kubelet') },
  '/var/lib/kubelet/pod-resources': {
    tree: true,
    readOnly: reveals('the pods of the node can be listed'),
    writable: reveals('the pods of the node can be listed'),
  },
  '/var/lib/etcd': {
    tree: true,
    readOnly: takesOver('every secret of the cluster can be read'),
    writable: takesOver('the state of the cluster can be changed'),
  },
  '/var/lib/cloud': {
    tree: true,
    readOnly: revealsSecrets("the machine's start-up data can be read, often with credentials"),
    writable: mayTakeOver('scripts that the machine runs as root when it starts can be changed'),
  },
  '/var/log': logs,
  '/var/log/journal': logs,
  '/var/log/pods': logs,
  '/var/log/containers': logs,
};
