import {
  type AppArmor,
  type Capabilities,
  type Field,
  isUnknown,
  knownValue,
  mapField,
  type Seccomp,
  type Selinux,
} from '../../model/index.ts';
import type { YamlNode, YamlPair } from '../../text/yaml/node.ts';
import { capabilitiesAt } from './capabilities.ts';
import { checkKeys, containerSecurityKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { apparmorAt, seccompAt, selinuxAt } from './profiles.ts';
import { booleanAt, integerAt, mapAt, pairAt, wordAt } from './typed.ts';

/** The part of a securityContext that a pod hands down to its containers. */
export interface Inherited {
  readonly user?: Field<number> | undefined;
  readonly group?: Field<number> | undefined;
  readonly nonRoot?: Field<boolean> | undefined;
  readonly seccomp?: Field<Seccomp> | undefined;
  readonly apparmor?: Field<AppArmor> | undefined;
  readonly selinux?: Field<Selinux> | undefined;
}

/** A container's own securityContext. */
export interface Security extends Inherited {
  readonly privileged?: Field<boolean> | undefined;
  readonly noNewPrivileges?: Field<boolean> | undefined;
  readonly capabilities?: Capabilities | undefined;
  readonly readonlyRoot?: Field<boolean> | undefined;
  /** Written empty by `procMount: Unmasked`: neither masked nor read-only paths. */
  readonly procPaths?: Field<readonly string[]> | undefined;
}

/** The fields that PodSecurityContext and SecurityContext share. */
export function sharedSecurity(notes: Notes, context: YamlNode | undefined): Inherited {
  return {
    user: integerAt(notes, context, 'runAsUser'),
    group: integerAt(notes, context, 'runAsGroup'),
    nonRoot: booleanAt(notes, context, 'runAsNonRoot'),
    seccomp: seccompAt(notes, context),
    apparmor: apparmorAt(notes, context),
    selinux: selinuxAt(notes, context),
  };
}

/** The securityContext of one entry of `containers`. */
export function containerSecurity(notes: Notes, container: YamlNode): Security {
  const context = mapAt(notes, container, 'securityContext');
  if (context === undefined) return {};
  checkKeys(notes, context, containerSecurityKeys, "a container's securityContext");
  const escalation = booleanAt(notes, context, 'allowPrivilegeEscalation');
  const privileged = booleanAt(notes, context, 'privileged');
  if (knownValue(privileged) === true && knownValue(escalation) === false) {
    const { key } = pairAt(context, 'allowPrivilegeEscalation') as YamlPair;
    notes.tell(key, 'allowPrivilegeEscalation: false and privileged: true exclude each other; the API server refuses both');
  }
  return {
    ...sharedSecurity(notes, context),
    privileged,
    noNewPrivileges: escalation === undefined ? undefined : mapField(escalation, (allowed) => !allowed),
    capabilities: capabilitiesAt(notes, context),
    readonlyRoot: booleanAt(notes, context, 'readOnlyRootFilesystem'),
    procPaths: procPathsAt(notes, context),
  };
}

function procPathsAt(notes: Notes, context: YamlNode): Field<readonly string[]> | undefined {
  const mount = wordAt(notes, context, 'procMount', ['Default', 'Unmasked']);
  if (mount === undefined || isUnknown(mount)) return mount;
  return mount.value === 'Unmasked' ? mapField(mount, () => []) : undefined;
}

/** A value handed down as the kubelet does: the container's own wins, even where it cannot be known. */
export const inherit = (own: Inherited, pod: Inherited): Inherited => ({
  user: own.user ?? pod.user,
  group: own.group ?? pod.group,
  nonRoot: own.nonRoot ?? pod.nonRoot,
  seccomp: own.seccomp ?? pod.seccomp,
  apparmor: own.apparmor ?? pod.apparmor,
  selinux: own.selinux ?? pod.selinux,
});
