import { byDefault, type Container, type Default, type Namespaces, type Process } from '../../model/index.ts';

const source = 'OCI runtime specification 1.2: absent';

const absent = <T>(value: T): Default<T> => byDefault(value, source);

/**
 * What a runtime makes of a bundle's config.json without an engine: nothing is added, and what is absent means what the
 * specification says, mostly "none" or "as the host has it" (config.md, config-linux.md, runc 1.3 libcontainer/specconv).
 */
export function asRuntime(declared: Container): Container {
  const { process, root, linux, origin } = declared;
  const { memory, cpu, pids } = linux.resources;
  return {
    ...declared,
    privileged: declared.privileged ?? absent(false),
    process: {
      ...process,
      user: process.user ?? absent({ uid: 0 }),
      group: process.group ?? absent({ gid: 0 }),
      noNewPrivileges: process.noNewPrivileges ?? absent(false),
      capabilities: capabilitiesOf(process),
      ...confinementOf(declared),
      oomScoreAdj: process.oomScoreAdj ?? absent(0),
    },
    root: { ...root, readonly: root.readonly ?? absent(false) },
    mounts: declared.mounts.map((mount) => ({ ...mount, readonly: mount.readonly ?? absent(false) })),
    linux: {
      ...linux,
      namespaces: namespacesOf(linux.namespaces),
      resources: {
        ...linux.resources,
        memory: { ...memory, limit: memory?.limit ?? absent(-1), disableOOMKiller: memory?.disableOOMKiller ?? absent(false) },
        cpu: { ...cpu, quota: cpu?.quota ?? absent(-1) },
        pids: { limit: pids?.limit ?? absent(-1) },
      },
      seccomp: linux.seccomp ?? byDefault({ profile: 'unconfined' }, source, origin),
      maskedPaths: linux.maskedPaths ?? absent([]),
      readonlyPaths: linux.readonlyPaths ?? absent([]),
    },
  };
}

const sets = ['bounding', 'effective', 'permitted', 'inheritable', 'ambient'] as const;

function capabilitiesOf({ capabilities }: Process): NonNullable<Process['capabilities']> {
  return { ...capabilities, ...Object.fromEntries(sets.map((set) => [set, capabilities?.[set] ?? []])) };
}

/** A namespace that is not listed is the runtime's own: the host's. */
function namespacesOf(written: Namespaces): Namespaces {
  const names = ['pid', 'network', 'ipc', 'uts', 'mount', 'user', 'cgroup', 'time'] as const;
  return Object.fromEntries(names.map((name) => [name, written[name] ?? absent({ mode: 'host' })]));
}

/** A host confines by AppArmor or by SELinux: where one of them is set the other one is not missed. */
function confinementOf({ process: { apparmor, selinux }, origin }: Container): Pick<Process, 'apparmor' | 'selinux'> {
  if (apparmor !== undefined || selinux !== undefined) return {};
  return {
    apparmor: byDefault({ profile: 'unconfined' }, source, origin),
    selinux: byDefault({ disabled: true }, source, origin),
  };
}
