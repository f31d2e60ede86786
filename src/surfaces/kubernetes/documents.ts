import type { Container, Field, Origin } from '../../model/index.ts';
import { getPair, itemsOf, originOf, originOfPair, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { acceptancesOf } from './accepted.ts';
import { customObject } from './custom.ts';
import type { Notes } from './notes.ts';
import { mapAt, mapsAt, pairAt, stringOf, textAt } from './typed.ts';

/** A pod as an object declares it. */
export interface PodTemplate {
  /** `Kind/name` of the object that owns the pod, after its namespace where one is written. */
  readonly owner: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The same with its place. */
  readonly ownNamespace: Field<string> | undefined;
  /** The object that owns the pod. */
  readonly origin: Origin;
  /** The pod's own metadata: its annotations count, not the owner's. */
  readonly metadata: YamlNode | undefined;
  readonly spec: YamlMap;
  /** What the annotations of the pod and of the objects around it accept. */
  readonly acceptances?: Container['acceptances'];
  /** Names of volume claim templates (StatefulSet). */
  readonly claims: ReadonlySet<string>;
  /** False for a custom resource, whose operator may fill in what is missing. */
  readonly builtin: boolean;
  /** The object itself, where the pod stands inside another one. */
  readonly object?: YamlMap;
}

/** An object of the API: something with apiVersion and kind. */
export interface ApiObject {
  readonly node: YamlMap;
  readonly kind: string;
}

/** Path from the object to its pod template, in every group and version that had the kind. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  ReplicationController: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  // Its name before 1.5.
  PetSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  // Its name before 1.5.
  ScheduledJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The API groups of those kinds; a Deployment of another group is a custom resource. */
const groups = new Set(['', 'apps', 'extensions', 'batch']);

/** The objects of a document, those inside lists included; each node once, so that aliases cost nothing. */
export function objectsOf(notes: Notes, document: YamlNode): ApiObject[] {
  const objects: ApiObject[] = [];
  const seen = new Set<YamlNode>();
  const open: { node: YamlNode; kind?: string }[] = [{ node: document }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'seq')
      open.push(
        ...itemsOf(node)
          .toReversed()
          .map((item) => ({ node: item })),
      );
    if (node.kind !== 'map') continue;
    const kind = stringOf(getPair(node, 'kind')?.value ?? node) ?? next.kind;
    if (kind === undefined) tellNameless(notes, node);
    else {
      const members = membersOf(node, kind);
      if (members === undefined) objects.push({ node, kind });
      else for (const member of members.toReversed()) open.push(member);
    }
  }
  return objects;
}

/**
 * The members of a List, of a typed list (where each may leave out its kind), and of an OpenShift Template. Undefined: it
 * is no list but an object by itself.
 */
function membersOf(node: YamlMap, kind: string): { node: YamlNode; kind?: string }[] | undefined {
  const list = getPair(node, kind === 'Template' ? 'objects' : 'items')?.value;
  if (list?.kind !== 'seq' || (kind !== 'Template' && !kind.endsWith('List'))) return undefined;
  const member = kind.endsWith('List') ? kind.slice(0, -'List'.length) : '';
  return itemsOf(list).map((item) => (member === '' ? { node: item } : { node: item, kind: member }));
}

/** A pod in something that is no object: a slip that would leave it unjudged. */
function tellNameless(notes: Notes, node: YamlMap): void {
  if (customObject(node).pods.length > 0)
    notes.tell(node, 'this holds a pod but has no kind, so it is no object of Kubernetes and is not judged; add apiVersion and kind');
}

/** The pods that an object declares; none for a Service, a ConfigMap and so on. */
export function podsOf(notes: Notes, { node, kind }: ApiObject): PodTemplate[] {
  const path = Object.hasOwn(templatePaths, kind) ? templatePaths[kind] : undefined;
  const builtin = path !== undefined && groups.has(groupOf(node));
  if (!builtin) {
    tellLetters(notes, node, kind);
    const { pods, unread } = customObject(node);
    if (unread !== undefined) tellUnread(notes, unread, kind);
    return pods.map((pod) => ({ ...headOf(notes, node, kind), ...pod, builtin }));
  }
  const around: (YamlMap | undefined)[] = [node];
  const template = path.reduce<YamlMap | undefined>((at, key) => {
    const inner = mapAt(notes, at, key);
    around.push(inner);
    return inner;
  }, node);
  const acceptances = acceptancesOf(around.map((each) => pairAt(each, 'metadata')?.value));
  const spec = mapAt(notes, template, 'spec');
  if (spec === undefined) return [];
  return [
    {
      ...headOf(notes, node, kind),
      metadata: pairAt(template, 'metadata')?.value,
      acceptances,
      spec,
      claims: claimsOf(notes, node),
      builtin,
      ...(path.length === 0 ? {} : { object: node }),
    },
  ];
}

/** Once a file and kind: what is true of one is true of all. */
function tellUnread(notes: Notes, { key }: YamlPair, kind: string): void {
  notes.once(notes.source, `unread ${kind}`, () =>
    notes.tell(
      key,
      `the kind ${kind} holds containers (${key.text}) in a form that is not read, so they are not judged; judge the pods that come of it (kubectl get pods -o yaml | bulkhead check -)`,
    ),
  );
}

/** In the API's own groups a kind in other letters is a slip: kubectl finds no match for it. */
function tellLetters(notes: Notes, node: YamlMap, kind: string): void {
  const meant = Object.keys(templatePaths).find((known) => known.toLowerCase() === kind.toLowerCase());
  const pair = getPair(node, 'kind');
  if (meant === undefined || meant === kind || pair === undefined || !groups.has(groupOf(node))) return;
  notes.tell(pair.value, `there is no kind of this name in the API; write ${meant}`);
}

/** apiVersion is "group/version", or "version" for the core group. */
export function groupOf(node: YamlMap): string {
  const version = stringOf(getPair(node, 'apiVersion')?.value ?? node) ?? '';
  const slash = version.indexOf('/');
  return slash < 0 ? '' : version.slice(0, slash);
}

function headOf(
  notes: Notes,
  node: YamlMap,
  kind: string,
): Pick<PodTemplate, 'owner' | 'kind' | 'name' | 'namespace' | 'ownNamespace' | 'origin'> {
  const metadata = mapAt(notes, node, 'metadata');
  const name = wordOf(metadata, 'name') ?? wordOf(metadata, 'generateName') ?? 'unnamed';
  const namespace = wordOf(metadata, 'namespace');
  const owner = `${kind}/${name}`;
  return {
    owner: namespace === undefined ? owner : `${namespace}/${owner}`,
    kind,
    name,
    namespace,
    ownNamespace: textAt(notes, metadata, 'namespace'),
    origin: placeOf(node, metadata),
  };
}

/** Where the object says its name. */
const placeOf = (node: YamlMap, metadata: YamlMap | undefined): Origin => {
  const pair = pairAt(metadata, 'name') ?? pairAt(node, 'kind');
  return pair === undefined ? originOf(node) : originOfPair(pair);
};

/** A name as it is written, placeholders and all: it only serves to tell objects apart. */
const wordOf = (metadata: YamlNode | undefined, key: string): string | undefined => {
  const pair = pairAt(metadata, key);
  return pair?.value.kind === 'scalar' && pair.value.text !== '' ? pair.value.text : undefined;
};

function claimsOf(notes: Notes, object: YamlMap): ReadonlySet<string> {
  const templates = mapsAt(notes, mapAt(notes, object, 'spec'), 'volumeClaimTemplates');
  const names = templates.map((template) => textAt(notes, mapAt(notes, template, 'metadata'), 'name'));
  return new Set(names.flatMap((name) => (name?.state === 'written' ? [name.value] : [])));
}
