import {
  type Field,
  isKnown,
  type Pod as ModelPod,
  type Origin,
  type PodVolume,
  type ProbeHost,
  unknown,
  type WrittenContainer,
  type WrittenSecurity,
  written,
} from '../../model/index.ts';
import { originOf, originOfPair, pairsOf, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { isNull } from '../../text/yaml/value.ts';
import { accountOf } from './accounts.ts';
import type { PodTemplate } from './documents.ts';
import { volumeKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { notReplaced, placeholderIn } from './placeholder.ts';
import type { Limits } from './resources.ts';
import type { Inherited } from './security.ts';
import { booleanAt, entryOf, listAt, mapAt, mapsAt, pairAt, stringOf, textAt } from './typed.ts';

interface Shared {
  readonly security: Inherited;
  readonly context: YamlNode | undefined;
  readonly limits: Limits;
}

/** The pod in its author's words: what admission and network policies judge, before anything is inherited. */
export function writtenPod(notes: Notes, template: PodTemplate, shared: Shared): ModelPod {
  const { spec, metadata, owner, builtin, origin, ownNamespace } = template;
  return {
    name: owner,
    origin,
    builtin,
    ...present({
      namespace: ownNamespace,
      serviceAccount: accountOf(notes, spec),
      hostNetwork: booleanAt(notes, spec, 'hostNetwork'),
      hostPID: booleanAt(notes, spec, 'hostPID'),
      hostIPC: booleanAt(notes, spec, 'hostIPC'),
      hostUsers: booleanAt(notes, spec, 'hostUsers'),
      os: textAt(notes, mapAt(notes, spec, 'os'), 'name'),
    }),
    limits: present(shared.limits),
    labels: textsAt(notes, metadata, 'labels'),
    annotations: textsAt(notes, metadata, 'annotations'),
    security: writtenSecurity(notes, shared.context, shared.security),
    sysctls: mapsAt(notes, shared.context, 'sysctls').flatMap((node) => textAt(notes, node, 'name') ?? []),
    volumes: writtenVolumes(notes, spec),
  };
}

/** Every string of a mapping by its key. */
function textsAt(notes: Notes, map: YamlNode | undefined, key: string): ReadonlyMap<string, Field<string>> {
  const texts = mapAt(notes, map, key);
  return texts === undefined ? new Map() : notes.once(texts, `${key} as texts`, () => textsOf(texts, key));
}

function textsOf(texts: YamlMap, key: string): ReadonlyMap<string, Field<string>> {
  const found = new Map<string, Field<string>>();
  for (const pair of pairsOf(texts)) {
    const text = stringOf(pair.value);
    const origin = originOfPair(pair);
    const placeholder = text === undefined ? undefined : placeholderIn(text);
    if (placeholder !== undefined) found.set(pair.key.text, unknown(notReplaced(placeholder), origin));
    else if (text !== undefined) found.set(pair.key.text, written(text, origin));
    else if (!isNull(pair.value)) found.set(pair.key.text, unknown(`${key} must be strings`, origin));
  }
  return found;
}

/** What one securityContext says itself. */
export const writtenSecurity = (notes: Notes, context: YamlNode | undefined, own: Inherited): WrittenSecurity =>
  present({
    runAsUser: own.user,
    runAsNonRoot: own.nonRoot,
    seccomp: own.seccomp,
    apparmor: own.apparmor,
    selinux: own.selinux,
    hostProcess: booleanAt(notes, mapAt(notes, context, 'windowsOptions'), 'hostProcess'),
  });

/** `leads`: it is the first container of its pod. */
export function writtenContainer(notes: Notes, node: YamlMap, own: Inherited, name: string, leads: boolean): WrittenContainer {
  const context = mapAt(notes, node, 'securityContext');
  const capabilities = mapAt(notes, context, 'capabilities');
  return {
    name,
    leads,
    security: writtenSecurity(notes, context, own),
    ...present({
      privileged: booleanAt(notes, context, 'privileged'),
      allowPrivilegeEscalation: booleanAt(notes, context, 'allowPrivilegeEscalation'),
      procMount: textAt(notes, context, 'procMount'),
    }),
    capabilities: present({ add: wordsAt(notes, capabilities, 'add'), drop: wordsAt(notes, capabilities, 'drop') }),
    hosts: hostsOf(notes, node),
  };
}

const wordsAt = (notes: Notes, map: YamlNode | undefined, key: string): readonly Field<string>[] | undefined =>
  listAt(notes, map, key)?.map((item) => entryOf(notes, item, `capabilities.${key}`));

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const hooks = ['postStart', 'preStop'];
const handlers = ['httpGet', 'tcpSocket'];

function hostsOf(notes: Notes, node: YamlMap): ProbeHost[] {
  const lifecycle = pairAt(node, 'lifecycle')?.value;
  return [
    ...probes.flatMap((key) => hostsAt(notes, key, pairAt(node, key)?.value)),
    ...(lifecycle === undefined ? [] : hooks.flatMap((key) => hostsAt(notes, `lifecycle.${key}`, pairAt(lifecycle, key)?.value))),
  ];
}

function hostsAt(notes: Notes, path: string, place: YamlNode | undefined): readonly ProbeHost[] {
  if (place === undefined) return [];
  return handlers.flatMap((handler) => {
    const host = textAt(notes, mapAt(notes, place, handler), 'host');
    return host === undefined ? [] : [{ path: `${path}.${handler}.host`, host }];
  });
}

const writtenVolumes = (notes: Notes, spec: YamlNode): PodVolume[] =>
  mapsAt(notes, spec, 'volumes').map((node) => {
    const name = textAt(notes, node, 'name');
    const sources = pairsOf(node).filter(({ key, value }) => key.text !== 'name' && volumeKeys.has(key.text) && !isNull(value));
    return {
      name: isKnown(name) ? name.value : '',
      origin: placeOf(node),
      kinds: sources.map((pair) => written(pair.key.text, originOfPair(pair))),
    };
  });

const placeOf = (node: YamlMap): Origin => {
  const pair = pairAt(node, 'name');
  return pair === undefined ? originOf(node) : originOfPair(pair);
};

/** Without the keys that are not set. */
function present<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in parts) if (parts[key] !== undefined) found[key] = parts[key] as Exclude<T[typeof key], undefined>;
  return found;
}
