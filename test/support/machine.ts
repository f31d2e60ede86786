import type { MachineDoor, MachineEntry, MachineText } from '../../src/model/index.ts';

/**
 * A machine as text, in the form in which `tail -n +1 FILE…` prints files: `==> PATH <==`, then what the file holds. Besides:
 * `==> PATH missing <==`, `==> PATH refused <==` (there, and not to be read), `==> PATH -> TARGET <==` (a symbolic link), `==> PATH socket 660 0 998 <==`
 * (mode, owner, group), `==> $ /usr/sbin/runc --version <==` (what a program prints), `==> GET SOCKET /info <==` (what an engine answers).
 */
export function machineOf(...texts: readonly string[]): MachineDoor {
  const parts = new Map<string, Part>();
  for (const text of texts) for (const [path, part] of partsOf(text)) parts.set(path, part);
  const at = (path: string) => parts.get(path);
  const folders = foldersOf(parts);
  return {
    read: (path): MachineText => {
      const part = at(path);
      if (part?.kind === 'file') return { text: part.text };
      return part?.kind === 'refused' ? { refused: 'permission to read it is denied' } : { missing: true };
    },
    words: (path) => {
      const part = at(path);
      return part?.kind === 'file' ? part.text.trim().split(' ') : undefined;
    },
    list: (folder) => [...(folders.get(folder) ?? [])].sort(),
    look: (path): MachineEntry | undefined => {
      const part = at(path);
      if (part?.kind === 'socket') return part.entry;
      if (part?.kind === 'file' || part?.kind === 'refused') return { kind: 'file', mode: 0o644, uid: 0, gid: 0 };
      return folders.has(path) ? { kind: 'folder', mode: 0o755, uid: 0, gid: 0 } : undefined;
    },
    link: (path) => {
      const part = at(path);
      return part?.kind === 'link' ? part.target : undefined;
    },
    run: async (program, args) => textAt(at(`$ ${[program, ...args].join(' ')}`)),
    ask: async (socket, path) => textAt(at(`GET ${socket} ${path}`)),
  };
}

type Part =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'socket'; readonly entry: MachineEntry };

const textAt = (part: Part | undefined): string | undefined => (part?.kind === 'file' ? part.text : undefined);

function partsOf(text: string): (readonly [string, Part])[] {
  const pieces = text.split(/^==> (.*) <==\n?/m);
  const found: (readonly [string, Part])[] = [];
  for (let at = 1; at < pieces.length; at += 2) found.push(partOf(pieces[at] ?? '', pieces[at + 1] ?? ''));
  return found;
}

function partOf(head: string, body: string): readonly [string, Part] {
  const socket = /^(\S+) socket ([0-7]+) (\d+) (\d+)$/.exec(head);
  if (socket !== null) {
    const [, path = '', mode = '', uid, gid] = socket;
    return [path, { kind: 'socket', entry: { kind: 'socket', mode: Number.parseInt(mode, 8), uid: Number(uid), gid: Number(gid) } }];
  }
  const link = /^(\S+) -> (\S+)$/.exec(head);
  if (link !== null) return [link[1] ?? '', { kind: 'link', target: link[2] ?? '' }];
  const other = /^(\S+) (missing|refused)$/.exec(head);
  if (other !== null) return [other[1] ?? '', { kind: other[2] as 'missing' | 'refused' }];
  return [head, { kind: 'file', text: body.replace(/\n\n$/, '\n') }];
}

function foldersOf(parts: ReadonlyMap<string, Part>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const [path, part] of parts) {
    if (!path.startsWith('/') || part.kind === 'missing') continue;
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth++) {
      const folder = names.slice(0, depth).join('/') || '/';
      folders.set(folder, (folders.get(folder) ?? new Set()).add(names[depth] as string));
    }
  }
  return folders;
}

/** A machine with every measure on and no engine; texts after it change it. */
export const sound = `
==> /etc/os-release <==
PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
VERSION_ID="13"
ID=debian
==> /etc/passwd <==
root:x:0:0:root:/root:/bin/bash
anna:x:1000:1000::/home/anna:/bin/bash
ben:x:1001:1001::/home/ben:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
==> /etc/group <==
root:x:0:
docker:x:998:
anna:x:1000:
ben:x:1001:
==> /proc/self/ns/pid -> pid:[4026531836] <==
==> /proc/self/ns/user -> user:[4026531837] <==
==> /proc/self/ns/mnt -> mnt:[4026531841] <==
==> /proc/1/ns/mnt -> mnt:[4026531841] <==
==> /proc/version <==
Linux version 6.12.48+deb13-amd64 (debian-kernel@lists.debian.org) #1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2025-09-20)
==> /proc/sys/kernel/osrelease <==
6.12.48+deb13-amd64
==> /proc/sys/kernel/seccomp/actions_avail <==
kill_process kill_thread trap errno user_notif trace log allow
==> /sys/module/apparmor/parameters/enabled <==
Y
==> /sys/kernel/security/lsm <==
lockdown,capability,landlock,yama,apparmor
==> /proc/filesystems <==
nodev	sysfs
nodev	overlay
==> /proc/self/mounts <==
cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime 0 0
==> /sys/fs/cgroup/cgroup.controllers <==
cpuset cpu io memory hugetlb pids rdma misc
==> /sys/fs/cgroup/system.slice/memory.max <==
max
==> /sys/fs/cgroup/system.slice/memory.swap.max <==
max
==> /proc/swaps <==
Filename				Type		Size		Used		Priority
/dev/sda2                               partition	1000		0		-2
==> /proc/sys/user/max_user_namespaces <==
63000
==> /proc/sys/kernel/kptr_restrict <==
1
==> /proc/sys/kernel/io_uring_disabled <==
2
==> /proc/sys/kernel/unprivileged_bpf_disabled <==
2
==> /sys/devices/system/cpu/vulnerabilities/meltdown <==
Mitigation: PTI
`;
