import type { Container, Source } from '../../../model/index.ts';
import { type Way, wayTo } from '../../../text/yaml/edit/index.ts';
import { itemsOf, type YamlMap, type YamlNode } from '../../../text/yaml/node.ts';
import { type ApiObject, objectsOf, type PodTemplate, podsOf } from '../documents.ts';
import { parseManifests } from '../json.ts';
import { takeNotes } from '../notes.ts';
import { withoutTemplates } from '../templates.ts';
import { pairAt } from '../typed.ts';

/** What a text declares, as nodes: the writer goes by the very places that the reader gave. */
export interface Manifest {
  readonly source: Source;
  readonly documents: readonly YamlNode[];
  readonly objects: readonly ApiObject[];
  readonly pods: readonly { readonly template: PodTemplate; readonly object: ApiObject }[];
}

const manifests = new WeakMap<Source, Manifest>();

/** Parsed once for each text. */
export function manifestOf(source: Source): Manifest {
  const known = manifests.get(source);
  if (known !== undefined) return known;
  const { documents } = withoutTemplates(source, parseManifests(source));
  // What is wrong with the text has been told when it was read.
  const notes = takeNotes(source);
  const objects = documents.flatMap((document) => objectsOf(notes, document));
  const pods = objects.flatMap((object) => podsOf(notes, object).map((template) => ({ template, object })));
  const manifest = { source, documents, objects, pods };
  manifests.set(source, manifest);
  return manifest;
}

/** Where a mapping itself stands; undefined for one that holds nothing of its own. */
export function wayOf({ documents }: Manifest, node: YamlMap): Way | undefined {
  for (const { key } of node.pairs) {
    const way = wayTo(documents, key.start);
    const last = way?.spots.at(-1);
    // The pod of an Argo workflow is put together from several mappings.
    if (way !== undefined && last !== undefined && last.parent.kind === 'map' && last.parent.start === node.start)
      return { root: way.root, spots: way.spots.slice(0, -1) };
  }
  return undefined;
}

export interface Found {
  readonly template: PodTemplate;
  readonly object: ApiObject;
  readonly node: YamlMap;
}

const lists = ['containers', 'initContainers', 'ephemeralContainers'];

/** Every container of a pod, as it is written. */
export const entriesOf = ({ spec }: PodTemplate): readonly YamlMap[] =>
  lists.flatMap((key) => itemsOf(pairAt(spec, key)?.value)).filter((item): item is YamlMap => item.kind === 'map');

/** The entry that a container was read from. */
export function findContainer({ pods }: Manifest, { origin, pod }: Container): Found | undefined {
  for (const { template, object } of pods) {
    if (template.origin.start !== pod?.origin.start) continue;
    const node = entriesOf(template).find((entry) => (pairAt(entry, 'name')?.key ?? entry).start === origin.start);
    if (node !== undefined) return { template, object, node };
  }
  return undefined;
}
