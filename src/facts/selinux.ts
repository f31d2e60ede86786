/**
 * Process types of containers. Source: containers/container-selinux 2.248 (66ae652, 2026-07-02) container.te; of the unconfined
 * ones also fedora-selinux unconfined.te.
 */

/** Domains that the policy does not confine. */
export const unconfinedTypes: ReadonlySet<string> = new Set([
  ...['spc_t', 'unconfined_t', 'unconfined_service_t', 'container_runtime_t', 'docker_t', 'kubelet_t', 'initrc_t', 'kernel_t'],
]);

/** What a type may do on top of an ordinary container (container_t); follows "may". */
export const beyondContainer: ReadonlyMap<string, string> = new Map([
  ['container_init_t', 'write and mount the cgroup hierarchy, as systemd inside needs it'],
  ['container_userns_t', 'mount proc, sysfs and tmpfs with nearly every capability'],
  ['container_kvm_t', 'use /dev/kvm and VFIO devices, as a virtual machine needs it'],
  ['container_logreader_t', 'read every log of the host, the audit log included'],
  ['container_logwriter_t', 'write every log of the host, the audit log included'],
  ['container_engine_t', 'mount file systems of every kind, as an engine inside needs it'],
  ['container_device_t', 'use every character device that it is given'],
  ['container_device_plugin_t', 'use every character device, write sysfs and speak to the kubelet'],
  ['container_device_plugin_init_t', 'use every character device, write sysfs and the files of Kubernetes'],
]);

/** Names of the ordinary type. */
export const ordinaryTypes: ReadonlySet<string> = new Set(['container_t', 'svirt_lxc_net_t']);

/** Folders that the engines refuse to relabel. Source: opencontainers/selinux 1.11 go-selinux/label/label_linux.go Relabel. */
export const refusedRelabels: ReadonlySet<string> = new Set([
  ...['/', '/bin', '/boot', '/dev', '/etc', '/etc/passwd', '/etc/pki', '/etc/shadow', '/home', '/lib', '/lib64', '/media', '/opt', '/proc'],
  ...['/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/var', '/var/lib', '/var/log'],
]);

/** Paths that services of the host read under labels of their own: with a container's label the host's policy keeps them away. */
const systemPaths = [
  ...['/etc/hosts', '/etc/localtime', '/etc/resolv.conf', '/etc/group', '/etc/ssl', '/etc/ssh', '/etc/systemd', '/etc/timezone'],
  ...[
    '/usr/bin',
    '/usr/lib',
    '/usr/lib64',
    '/usr/sbin',
    '/usr/share',
    '/usr/share/zoneinfo',
    '/usr/share/ca-certificates',
    '/boot',
    '/lib/modules',
  ],
  ...[
    '/var/run',
    '/run/systemd',
    '/run/dbus',
    '/var/log/journal',
    '/var/log/audit',
    '/var/lib/docker',
    '/var/lib/containers',
    '/var/lib/kubelet',
  ],
];

/** Is this a path that the host itself lives on? */
export function isSystemPath(path: string): boolean {
  if (systemPaths.includes(path) || /^\/dev\//.test(path)) return true;
  // A home folder as a whole: sshd then cannot read authorized_keys.
  return /^\/home\/[^/]+$/.test(path) || /^(?:\/home\/[^/]+|\/root|~)\/\.ssh(?:\/|$)/.test(path);
}
