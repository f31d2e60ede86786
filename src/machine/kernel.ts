import { type Field, type HostKernel, isKnown, isUnknown, knownValue, mapField, type Unknown, unknown, written } from '../model/index.ts';
import { byPath, type Files, linesOf, wholeOf } from './files.ts';

/** What the running kernel has, as /proc and /sys say it; a file that is not there is a feature that is not there only where that is sure. */
export function kernelOf(files: Files): HostKernel {
  const config = wholeOf(files, '/proc/sys/kernel/osrelease');
  const packaged = packagedOf(files);
  const actions = wholeOf(files, '/proc/sys/kernel/seccomp/actions_avail');
  return {
    release: config ?? unknown('/proc/sys/kernel/osrelease is not there'),
    ...(packaged === undefined ? {} : { packaged }),
    seccompFilter: seccompOf(files, actions),
    ...(actions === undefined ? {} : { seccompActions: mapField(actions, (text) => text.split(/\s+/)) }),
    apparmor: apparmorOf(files),
    selinux: selinuxOf(files),
    landlock: landlockOf(files),
    overlay: overlayOf(files),
    ...userNamespacesOf(files),
  };
}

/** Debian's kernels name their package in the version banner: "… SMP PREEMPT_DYNAMIC Debian 6.1.153-1 (2025-09-20)". */
function packagedOf(files: Files): Field<string> | undefined {
  const banner = wholeOf(files, '/proc/version');
  if (!isKnown(banner)) return undefined;
  const found = /\bDebian (\d[\w.+~-]*) \(\d/.exec(banner.value)?.[1];
  return found === undefined ? undefined : { ...banner, value: found };
}

/** CONFIG_SECCOMP_FILTER makes the sysctl folder (kernel/seccomp.c); without it a process still says `Seccomp:`. */
function seccompOf(files: Files, actions: Field<string> | undefined): Field<boolean> {
  if (actions !== undefined) return isUnknown(actions) ? actions : { ...actions, value: true };
  const status = files.source('/proc/self/status');
  if (status === undefined || 'state' in status) return unknown('/proc/self/status cannot be read');
  const line = linesOf(status).find(({ text }) => text.startsWith('Seccomp_filters:'));
  return line === undefined ? byPath('/proc/sys/kernel/seccomp', false) : written(true, line.origin);
}

/** The active modules, where securityfs is mounted. */
const lsmList = (files: Files) => {
  const list = wholeOf(files, '/sys/kernel/security/lsm');
  return list === undefined ? undefined : mapField(list, (text) => text.split(','));
};

const inList = (files: Files, name: string): Field<boolean> | undefined => {
  const list = lsmList(files);
  return list === undefined || isUnknown(list) ? undefined : mapField(list, (names) => names.includes(name));
};

function apparmorOf(files: Files): HostKernel['apparmor'] {
  const enabled = wholeOf(files, '/sys/module/apparmor/parameters/enabled');
  if (isKnown(enabled)) return { ...enabled, value: enabled.value === 'Y' ? 'on' : 'off' };
  const listed = inList(files, 'apparmor');
  if (listed !== undefined) return mapField(listed, (on) => (on ? 'on' : 'off'));
  if (enabled !== undefined) return enabled;
  // The folder belongs to every kernel that has AppArmor built in: it cannot be a module.
  return files.door.list('/sys/module').length === 0 ? unreadable('/sys/module') : byPath('/sys/module/apparmor', 'off');
}

function selinuxOf(files: Files): HostKernel['selinux'] {
  const enforce = wholeOf(files, '/sys/fs/selinux/enforce');
  if (isKnown(enforce)) return { ...enforce, value: enforce.value === '1' ? 'enforcing' : 'permissive' };
  if (enforce !== undefined) return enforce;
  const listed = inList(files, 'selinux');
  if (knownValue(listed) === true) return unknown('SELinux is active, and /sys/fs/selinux is not mounted here', listed?.origin);
  const filesystems = files.source('/proc/filesystems');
  if (filesystems === undefined || 'state' in filesystems)
    return listed === undefined ? unreadable('/proc/filesystems') : byPath('/sys/fs/selinux', 'off');
  // The kernel registers selinuxfs only while SELinux is on (security/selinux/selinuxfs.c).
  const registered = linesOf(filesystems).find(({ text }) => /\sselinuxfs$/.test(text));
  if (registered !== undefined) return unknown('SELinux is active, and /sys/fs/selinux is not mounted here', registered.origin);
  return byPath('/proc/filesystems', 'off');
}

function landlockOf(files: Files): Field<boolean> {
  return (
    inList(files, 'landlock') ?? unknown('/sys/kernel/security/lsm cannot be read: securityfs is not mounted, or only root may read it')
  );
}

function overlayOf(files: Files): Field<boolean> {
  const source = files.source('/proc/filesystems');
  if (source === undefined || 'state' in source) return unreadable('/proc/filesystems');
  const line = linesOf(source).find(({ text }) => text.trim() === 'overlay' || /\soverlay$/.test(text));
  if (line !== undefined) return written(true, line.origin);
  const release = knownValue(wholeOf(files, '/proc/sys/kernel/osrelease')) ?? '';
  const modules = [`/lib/modules/${release}/kernel/fs/overlayfs`, `/usr/lib/modules/${release}/kernel/fs/overlayfs`];
  const folder = modules.find((path) => files.door.list(path).length > 0);
  if (folder !== undefined) return byPath(folder, true);
  return files.door.list('/lib/modules').length === 0
    ? unknown('/proc/filesystems does not list overlay, and /lib/modules cannot be searched for the module')
    : byPath('/proc/filesystems', false);
}

type UserNamespaces = Pick<HostKernel, 'userNamespaces' | 'unprivilegedUserNamespaces'>;

/** Source: user_namespaces(7); Debian's patch (unprivileged_userns_clone); Ubuntu's AppArmor restriction since 23.10. */
function userNamespacesOf(files: Files): UserNamespaces {
  const { door } = files;
  if (door.link('/proc/self/ns/user') === undefined) {
    const none = door.list('/proc/self/ns').length === 0 ? unreadable('/proc/self/ns') : byPath('/proc/self/ns', false);
    return { userNamespaces: none, unprivilegedUserNamespaces: none };
  }
  const most = wholeOf(files, '/proc/sys/user/max_user_namespaces');
  const any: Field<boolean> = most === undefined ? byPath('/proc/self/ns/user', true) : mapField(most, (text) => text !== '0');
  if (knownValue(any) !== true) return { userNamespaces: any, unprivilegedUserNamespaces: any };
  const clone = wholeOf(files, '/proc/sys/kernel/unprivileged_userns_clone');
  if (knownValue(clone) === '0')
    return { userNamespaces: any, unprivilegedUserNamespaces: { ...(clone as typeof any), value: false } as Field<boolean> };
  const restricted = wholeOf(files, '/proc/sys/kernel/apparmor_restrict_unprivileged_userns');
  if (isKnown(restricted) && restricted.value === '1') {
    return {
      userNamespaces: any,
      unprivilegedUserNamespaces: unknown(
        'AppArmor allows them only to programs whose profile says so (apparmor_restrict_unprivileged_userns is 1)',
        restricted.origin,
      ),
    };
  }
  return { userNamespaces: any, unprivilegedUserNamespaces: any };
}

const unreadable = (path: string): Unknown => unknown(`${path} cannot be read`);
