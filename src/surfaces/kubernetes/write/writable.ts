import type { Edit, Settings, WritablePlace } from '../../../model/index.ts';
import { besideRefused } from '../../../text/docker-syntax/tmpfs-text.ts';
import { guessComment } from '../../../text/guess.ts';
import { parameterRefused } from '../../../text/network-parameter.ts';
import { addItems, below, isAlias, joined, nodeAt, type Spliced, type Way, type YamlValue } from '../../../text/yaml/edit/index.ts';
import { get, getPair, itemsOf } from '../../../text/yaml/node.ts';
import { asText } from '../../../text/yaml/value.ts';
import { bytes } from '../phrases.ts';
import { notePod, put, type Result, type Writing } from './writing.ts';

/**
 * An emptyDir for each place: the kubelet makes it open to all (0777, pkg/volume/emptydir), so it fits every user; a fsGroup gets
 * it besides. It lasts as long as its pod, longer than what a container writes into its own root.
 */
export function addEmptyDirs(writing: Writing, to: Settings['mounts.writable']): Result {
  const beside = to.find((place) => place.beside !== undefined);
  if (beside?.beside !== undefined) return besideRefused(beside.destination, beside.beside);
  const taken = new Set(itemsOf(get(writing.found.template.spec, 'volumes')).map((node) => asText(get(node, 'name'))));
  const named = to.map((place) => {
    const name = freeName(place, asText(get(writing.found.node, 'name')) ?? 'container', taken);
    taken.add(name);
    return { name, place };
  });
  for (const { place } of named)
    if (place.keeps !== undefined)
      writing.notes.add(
        `What the image keeps in ${place.destination} (${place.keeps}) is lost with the pod, as before: a claim would keep it.`,
      );
  const mounts = named.map(({ name, place }): YamlValue => ({ name, mountPath: place.destination }));
  const volumes = named.map(({ name, place }): YamlValue => ({ name, emptyDir: emptyDir(place) }));
  return joined([addTo(writing, writing.entry, 'volumeMounts', mounts), markLimits(addTo(writing, writing.pod, 'volumes', volumes))]);
}

const emptyDir = ({ size }: WritablePlace): { readonly [key: string]: YamlValue } => (size === undefined ? {} : { sizeLimit: bytes(size) });

/** A DNS label out of the path, with the container's name where another one has it. */
function freeName({ destination }: WritablePlace, container: string, taken: ReadonlySet<string | undefined>): string {
  const path =
    destination
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40)
      .replace(/-$/, '') || 'root';
  const longer = `${container}-${path}`.slice(0, 60).replace(/-$/, '');
  const names = [path, longer, ...Array.from({ length: taken.size + 1 }, (_, index) => `${longer.slice(0, 56)}-${index + 2}`)];
  return names.find((name) => !taken.has(name)) ?? path;
}

/** A list that is there gets more entries; one that is not is begun with all other keys of the patch. */
function addTo(writing: Writing, way: Way, key: string, items: readonly YamlValue[]): Spliced {
  const list = below(way, key);
  if (list !== undefined) return isAlias(list.spots.at(-1)) ? `${key} comes from an anchor: write it out first` : addItems(list, items);
  return getPair(nodeAt(way), key) === undefined ? put(writing, way, [key], items) : `${key} comes from an anchor: write it out first`;
}

/** Each limit is marked on its own line; JSON has no comments. */
export const markLimits = (result: Spliced): Spliced =>
  typeof result === 'string'
    ? result
    : result.map((edit): Edit => ({ ...edit, text: edit.text.replace(/^([^"\n]*sizeLimit: [^\n"}]*)$/gm, `$1 # ${guessComment}`) }));

/** The pod's own parameter: every container of it has it. */
export function setSysctl(writing: Writing, { name, value }: Settings['linux.sysctl.set']): Result {
  const because = parameterRefused(writing.container);
  if (because !== undefined) return because;
  notePod(writing);
  const list = below(below(writing.pod, 'securityContext') ?? writing.pod, 'sysctls');
  return list === undefined
    ? put(writing, writing.pod, ['securityContext', 'sysctls'], [{ name, value }])
    : isAlias(list.spots.at(-1))
      ? 'sysctls comes from an anchor: write it out first'
      : addItems(list, [{ name, value }]);
}
