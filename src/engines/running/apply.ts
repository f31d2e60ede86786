import { byDefault, type Container, knownValue, type Process } from '../../model/index.ts';
import type { RunningEngine } from './running.ts';

/** A container of a running engine, with what this engine does for all of its containers where the container itself says nothing. */
export function underEngine(container: Container, engine: RunningEngine): Container {
  const { linux, process } = container;
  const user = linux.namespaces.user ?? remapped(engine);
  const cgroup = linux.namespaces.cgroup ?? sharedCgroup(engine);
  const seccomp = linux.seccomp ?? ownSeccomp(engine, knownValue(container.privileged) === true);
  return {
    ...container,
    process: { ...process, ...confinement(process, engine, knownValue(container.privileged) === true) },
    linux: {
      ...linux,
      namespaces: { ...linux.namespaces, ...(user === undefined ? {} : { user }), ...(cgroup === undefined ? {} : { cgroup }) },
      ...(seccomp === undefined ? {} : { seccomp }),
    },
  };
}

const remapped = ({ remapsUsers, name }: RunningEngine) =>
  remapsUsers ? byDefault({ mode: 'private' } as const, `userns-remap of ${name}`) : undefined;

const sharedCgroup = ({ sharesCgroupNamespace, name }: RunningEngine) =>
  sharesCgroupNamespace ? byDefault({ mode: 'host' } as const, `${name} here, whose host has control groups of version 1`) : undefined;

/** Undefined: the engine's own profile, as for every engine of its version. */
function ownSeccomp({ seccomp, name }: RunningEngine, privileged: boolean): Container['linux']['seccomp'] {
  if (seccomp === undefined || seccomp === 'own' || privileged) return undefined;
  if (seccomp === 'none') return byDefault({ profile: 'unconfined' }, `${name} here, which sets no seccomp filter`);
  return byDefault({ profile: 'custom', path: seccomp.path }, `seccomp-profile of ${name}`);
}

function confinement(process: Process, engine: RunningEngine, privileged: boolean): Partial<Process> {
  const { apparmor, noNewPrivileges, name } = engine;
  return {
    ...(process.apparmor === undefined && apparmor === false && !privileged
      ? { apparmor: byDefault({ profile: 'unconfined' } as const, `${name} here: its host runs no AppArmor`) }
      : {}),
    ...(process.noNewPrivileges === undefined && noNewPrivileges
      ? { noNewPrivileges: byDefault(true, `no-new-privileges of ${name}`) }
      : {}),
  };
}
