import { type AppArmor, byDefault, type Container, type Field, isUnknown, knownValue, type Seccomp, type Selinux } from '../model/index.ts';
import type { Context } from './context.ts';
import { underPrivilege } from './privileged.ts';
import { compareVersions } from './version.ts';

/** Seccomp, AppArmor and SELinux: what is written, unless `privileged` switches it off. */
export function confinementOf(context: Context): { seccomp?: Field<Seccomp>; apparmor?: Field<AppArmor>; selinux?: Field<Selinux> } {
  const { declared, defaults, engine, privilege } = context;
  const node = `${defaults.from}, where the host runs`;
  return {
    seccomp: settle('seccomp', seccompInForce(context), { profile: 'unconfined' }, () =>
      byDefault({ profile: defaults.facts.seccomp }, whyDefaultSeccomp(context)),
    ),
    apparmor: engine.rootless
      ? // Whatever else is written: privileged takes nothing away that was there.
        (declared.process.apparmor ?? byDefault({ profile: 'unconfined' }, `${defaults.from}: without root no profile can be loaded`))
      : settle('apparmor', declared.process.apparmor, { profile: 'unconfined' }, () =>
          byDefault({ profile: 'default' }, `${node} AppArmor`),
        ),
    selinux: settle(
      'selinux',
      declared.process.selinux,
      { disabled: true },
      () => sharedLabel(context) ?? byDefault({ disabled: false }, `${node} SELinux`),
    ),
  };

  function settle<T>(
    part: 'seccomp' | 'apparmor' | 'selinux',
    written: Field<T> | undefined,
    off: T,
    ownDefault: () => Field<T>,
  ): Field<T> {
    const stands = written !== undefined && (privilege.state === 'off' || context.rules.stands(part, written, engine));
    if (stands) return written;
    return underPrivilege(privilege, off, ownDefault) ?? ownDefault();
  }
}

/** What is written, unless it is written in a way that this version no longer heeds. */
function seccompInForce(context: Context): Field<Seccomp> | undefined {
  return isOutdated(context) ? undefined : context.declared.linux.seccomp;
}

function isOutdated({ declared, engine }: Context): boolean {
  const before = knownValue(declared.linux.seccomp)?.before;
  return before !== undefined && compareVersions(engine.version, before) >= 0;
}

function whyDefaultSeccomp(context: Context): string {
  const { declared, defaults, engine } = context;
  if (isOutdated(context))
    return `${defaults.from}: the seccomp annotation has no effect since ${knownValue(declared.linux.seccomp)?.before}`;
  return engine.kind === 'kubernetes' ? `${defaults.from} (the kubelet's seccompDefault is off)` : defaults.from;
}

/** Sharing the host's processes or IPC needs a label that may touch them: the engines switch labelling off (moby daemon/create.go, podman setLabelOpts). */
function sharedLabel({ declared, engine }: Context): Field<Selinux> | undefined {
  if (engine.kind === 'kubernetes') return undefined;
  const [name, field] = hostShared(declared) ?? [];
  if (name === undefined || field === undefined || isUnknown(field)) return undefined;
  return byDefault({ disabled: true }, `the host's ${name} namespace`, field.origin);
}

function hostShared({ linux: { namespaces } }: Container) {
  const candidates = [
    ['pid', namespaces.pid],
    ['ipc', namespaces.ipc],
  ] as const;
  return candidates.find(([, field]) => knownValue(field)?.mode === 'host');
}
