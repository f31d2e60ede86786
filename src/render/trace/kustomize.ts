import type { Origin, Source } from '../../model/index.ts';
import { get, itemsOf, type YamlNode } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { asText } from '../../text/yaml/value.ts';
import { follow, originAt, type Place, placeIn, type Reached, type Step, sameValue, valueAt } from './node-path.ts';
import { type Operation, operationsIn, setBy } from './operations.ts';

/** What an overlay is made of, as the tracing asks for it; what was applied last comes first. */
export interface OverlayFiles {
  /** Files of patches, and patches that stand in a kustomization (those as texts of their own, with `writtenAt`). */
  patches(): readonly Source[];
  resources(): readonly Source[];
  /** What stands for the overlay where nothing better is known. */
  readonly kustomization: Source;
}

/** An object as a file writes it. */
interface Written {
  readonly kind: string;
  readonly name: string;
  readonly node: YamlNode;
}

/**
 * From what kustomize printed to the files that it was made from: for a range of the output, the same key with the same value of
 * the same object in a patch or resource, or else the closest one around it, or else the kustomization. Kustomize may have put a
 * prefix before an object's name, and a suffix behind it.
 */
export function kustomizeTrace(rendered: Source, files: OverlayFiles): (start: number, end: number) => Origin {
  let documents: readonly YamlNode[] | undefined;
  let parts: Parts | undefined;
  const matches = new Map<YamlNode, Match>();

  return (start, end) => {
    documents ??= parseYaml(rendered).documents;
    parts ??= partsOf(files);
    const document = documents.findLast((one) => one.start <= start);
    const match = document === undefined ? undefined : (matches.get(document) ?? matchOf(document, parts));
    if (document === undefined || match === undefined) return { source: files.kustomization, start: 0, end: 0 };
    matches.set(document, match);
    const origin = whereSet(placeIn(document, start, end), match, parts.operations);
    // A patch inside a kustomization leads on to the kustomization's own text.
    return origin === undefined
      ? { source: files.kustomization, start: 0, end: 0 }
      : (origin.source.writtenAt?.(origin.start, origin.end) ?? origin);
  };
}

interface Parts {
  readonly patches: readonly Written[];
  readonly resources: readonly Written[];
  readonly operations: readonly Operation[];
}

function partsOf(files: OverlayFiles): Parts {
  const patches = files.patches();
  return {
    patches: patches.flatMap(objectsIn),
    resources: files.resources().flatMap(objectsIn),
    operations: patches.flatMap(operationsIn),
  };
}

/** What of the files is about one rendered object. */
interface Match {
  readonly patches: readonly Written[];
  readonly resource: Written | undefined;
}

function matchOf(document: YamlNode, { resources, patches }: Parts): Match {
  const [kind, name] = headOf(document);
  const resource = best(resources, kind, name);
  // A patch names the object as its resource does, before any prefix.
  return { resource, patches: patches.filter((patch) => patch.kind === kind && (patch.name === resource?.name || patch.name === name)) };
}

function whereSet(place: Place, { patches, resource }: Match, operations: readonly Operation[]): Origin | undefined {
  const { steps } = place;
  const inPatches = patches.map(({ node }) => follow(node, steps)).filter((reached) => says(reached, place));
  const inResource = resource === undefined ? undefined : follow(resource.node, steps);
  const bySource = inResource !== undefined && says(inResource, place) ? inResource : undefined;
  // A name only says which entry of a list a patch is about, and of a collection a patch gives no more than a part.
  const first = isName(steps) || valueAt(place.at).kind !== 'scalar' ? (bySource ?? inPatches[0]) : (inPatches[0] ?? bySource);
  if (first !== undefined) return originAt(first.at);
  const bySetting = setBy(operations, place);
  if (bySetting !== undefined || inResource === undefined || resource === undefined) return bySetting;
  // A key that is there with another value was changed by something else, and its own line would mislead.
  return originAt((inResource.depth < steps.length ? inResource : follow(resource.node, steps.slice(0, -1))).at);
}

const says = ({ depth, at }: Reached, place: Place): boolean => depth === place.steps.length && sameValue(valueAt(at), valueAt(place.at));

function isName(steps: readonly Step[]): boolean {
  const [list, last] = [steps.at(-2), steps.at(-1)];
  return list !== undefined && 'index' in list && last !== undefined && 'key' in last && last.key === 'name';
}

function objectsIn(source: Source): Written[] {
  return parseYaml(source).documents.flatMap((document) => {
    const listed = itemsOf(get(document, 'items'));
    return (listed.length > 0 ? listed : [document]).flatMap((node) => {
      const [kind, name] = headOf(node);
      return kind === '' || name === '' ? [] : [{ kind, name, node }];
    });
  });
}

const headOf = (node: YamlNode): [kind: string, name: string] => [
  asText(get(node, 'kind')) ?? '',
  asText(get(get(node, 'metadata'), 'name')) ?? '',
];

/** The object of that name; or else the one whose name is the longest inside it, as prefixes and suffixes leave it. */
function best(objects: readonly Written[], kind: string, name: string): Written | undefined {
  const like = objects.filter((object) => object.kind === kind && name.includes(object.name));
  const longest = Math.max(...like.map((object) => object.name.length));
  const found = like.filter((object) => object.name.length === longest);
  // Two bases with the same name: which one it was cannot be told.
  return found.length === 1 ? found[0] : undefined;
}
