import { type Container, type ReadContext, type Source, Unreadable } from '../../../model/index.ts';
import { below, nodeAt, type Way } from '../../../text/yaml/edit/index.ts';
import { getPair, type YamlMap, type YamlNode, type YamlPair, type YamlSeq } from '../../../text/yaml/node.ts';
import { serviceOf, treesOf } from './writing.ts';

/** The services that this one extends, or some part of which it takes over by `<<` or an alias. */
export function basesOf(container: Container, context: ReadContext): readonly string[] {
  const way = serviceOf(container);
  if (typeof way === 'string') return [];
  const { source } = container.origin;
  const extended = extendedBy(way, (file) => pathOf(context, file, source), source.path);
  const places = takenOver(nodeAt(way));
  const services = places.length === 0 ? [] : servicesIn(treesOf(source));
  const shared = places.flatMap((at) => around(services, at)?.key.text ?? []).map((name) => `${source.path}#${name}`);
  return [...new Set([...extended, ...shared])].filter((id) => id !== container.id);
}

function extendedBy(service: Way, pathOf: (file: string) => string | undefined, own: string): readonly string[] {
  const way = below(service, 'extends');
  if (way === undefined) return [];
  const node = nodeAt(way);
  const name = node.kind === 'scalar' ? node.text : textUnder(node, 'service');
  const file = node.kind === 'scalar' ? undefined : textUnder(node, 'file');
  const path = file === undefined ? own : pathOf(file);
  return name === undefined || path === undefined ? [] : [`${path}#${name}`];
}

function pathOf(context: ReadContext, file: string, from: Source): string | undefined {
  try {
    return context.load(file, from)?.path;
  } catch (error) {
    // What cannot be read is told where it is read.
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function textUnder(node: YamlNode, key: string): string | undefined {
  const value = getPair(node, key)?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
}

const servicesIn = (documents: readonly YamlNode[]): YamlMap['pairs'] =>
  documents.flatMap((document) => {
    const services = getPair(document, 'services')?.value;
    return services?.kind === 'map' ? services.pairs : [];
  });

/** Where the things stand that a node names by aliases. */
function takenOver(node: YamlNode): readonly number[] {
  const found: number[] = [];
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === 'scalar') continue;
    const parts = at.kind === 'map' ? at.pairs.map(({ value, alias }) => ({ node: value, named: alias !== undefined })) : itemsOf(at);
    for (const part of parts) {
      if (part.named) found.push(part.node.start);
      else open.push(part.node);
    }
  }
  return found;
}

const itemsOf = ({ items, aliases }: YamlSeq) => items.map((node, index) => ({ node, named: aliases?.has(index) === true }));

/** The last one that starts at or before an offset; they stand in the order of the text. */
function around(services: YamlMap['pairs'], offset: number): YamlPair | undefined {
  let [low, high] = [-1, services.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((services[middle]?.key.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = services[low];
  return found !== undefined && offset < found.value.end ? found : undefined;
}
