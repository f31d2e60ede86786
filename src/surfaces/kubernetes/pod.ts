import {
  type Entries,
  type Field,
  type GroupId,
  knownValue,
  type Pod as ModelPod,
  mapField,
  type Sysctl,
  unknown,
} from '../../model/index.ts';
import { originOf, originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import { asInteger } from '../../text/yaml/value.ts';
import { type Accounts, tokenOf } from './accounts.ts';
import type { PodTemplate } from './documents.ts';
import { checkKeys, podKeys, podSecurityKeys } from './keys.ts';
import type { Volumes } from './mounts.ts';
import { type PodNamespaces, podNamespaces } from './namespaces.ts';
import type { Notes } from './notes.ts';
import { type Limits, limitsOf } from './resources.ts';
import { type Inherited, sharedSecurity } from './security.ts';
import { fieldOfEntry, integerAt, listAt, mapAt, mapsAt, pairAt, textAt, wordAt } from './typed.ts';
import { volumesOf } from './volumes.ts';
import { writtenPod } from './written.ts';

/** What a pod gives to each of its containers. */
export interface Pod {
  readonly template: PodTemplate;
  readonly annotations: YamlNode | undefined;
  readonly security: Inherited;
  readonly namespaces: PodNamespaces;
  readonly groups: Entries<GroupId> | undefined;
  readonly sysctls: readonly Sysctl[];
  readonly volumes: Volumes;
  readonly limits: Limits;
  readonly token: Field<boolean> | undefined;
  readonly os: Field<string> | undefined;
  readonly runtime: Field<string> | undefined;
  readonly hostname: Field<string> | undefined;
  /** Its own words, as the model keeps them. */
  readonly words: ModelPod;
}

/** Everything that a pod says for its containers together. */
export function podOf(notes: Notes, template: PodTemplate, accounts: Accounts): Pod {
  const { spec } = template;
  if (template.builtin) checkKeys(notes, spec, podKeys, "the pod's spec");
  const context = mapAt(notes, spec, 'securityContext');
  checkKeys(notes, context, podSecurityKeys, "the pod's securityContext");
  const security = sharedSecurity(notes, context);
  const limits = limitsOf(notes, spec);
  return {
    template,
    annotations: mapAt(notes, template.metadata, 'annotations'),
    security,
    namespaces: podNamespaces(notes, spec),
    groups: groupsOf(notes, context),
    sysctls: sysctlsOf(notes, context),
    volumes: { named: volumesOf(notes, spec), claims: template.claims, complete: template.builtin },
    limits,
    token: tokenOf(notes, template, accounts),
    os: wordAt(notes, mapAt(notes, spec, 'os'), 'name', ['linux', 'windows']) ?? selectedOs(notes, spec),
    runtime: textAt(notes, spec, 'runtimeClassName'),
    hostname: textAt(notes, spec, 'hostname'),
    words: writtenPod(notes, template, { security, context, limits }),
  };
}

/** A pod that asks for Windows nodes runs on no other: the kubelet holds the selector against its own labels as well. */
function selectedOs(notes: Notes, spec: YamlNode): Field<string> | undefined {
  const selector = mapAt(notes, spec, 'nodeSelector');
  const field = textAt(notes, selector, 'kubernetes.io/os') ?? textAt(notes, selector, 'beta.kubernetes.io/os');
  return knownValue(field) === 'windows' ? field : undefined;
}

/** fsGroup is a supplementary group like the others (kubelet, determineEffectiveSecurityContext). */
function groupsOf(notes: Notes, context: YamlNode | undefined): Entries<GroupId> | undefined {
  const fsGroup = integerAt(notes, context, 'fsGroup');
  const listed = listAt(notes, context, 'supplementalGroups');
  if (fsGroup === undefined && listed === undefined) return undefined;
  const groups = [...(fsGroup === undefined ? [] : [fsGroup]), ...(listed ?? []).map((node) => groupEntry(notes, node))];
  return groups.map((field) => mapField(field, (gid) => ({ gid })));
}

const groupEntry = (notes: Notes, node: YamlNode): Field<number> =>
  fieldOfEntry(notes, node, (item) => asInteger(item), 'supplementalGroups', 'an integer');

function sysctlsOf(notes: Notes, context: YamlNode | undefined): Sysctl[] {
  return mapsAt(notes, context, 'sysctls').flatMap((node) => {
    const pair = pairAt(node, 'name');
    const name = textAt(notes, node, 'name');
    if (pair === undefined || name?.state !== 'written') return [];
    const value = textAt(notes, node, 'value') ?? unknown('the sysctl has no value', originOf(node));
    return [{ name: dotted(name.value), origin: originOfPair(pair), value }];
  });
}

/** Slashes may stand for dots (k8s.io/component-helpers node/util/sysctl, NormalizeName): the first separator decides. */
function dotted(name: string): string {
  const separator = /[./]/.exec(name)?.[0];
  return separator === '/' ? name.replace(/[./]/g, (found) => (found === '/' ? '.' : '/')) : name;
}
