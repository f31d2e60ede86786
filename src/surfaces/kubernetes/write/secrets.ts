import { type Edit, knownValue, type Settings } from '../../../model/index.ts';
import { addKeys, below, joined, nodeAt, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { styleOf } from '../../../text/yaml/edit/style.ts';
import { heldBy } from './tree.ts';
import { noteAnchor, notePod, parentOf, placeOf, putInPod, type Result, type Writing } from './writing.ts';

/** The group that the files of a pod get where none is written. */
const group = 10001;

export function narrowMode(writing: Writing, to: Settings['secrets.mode']): Result {
  const { name, mode, item } = to;
  const all = writing.container.secrets.filter((one) => one.name === name && one.item === item);
  const uses = all.filter((one) => knownValue(one.mode) !== mode);
  const ways = uses.map(({ origin }) => placeOf(writing, origin)).filter((way) => way !== undefined);
  if (all.length === 0 || ways.length < uses.length) return `the secret ${name} is not used here`;
  const results = ways.map((way) => {
    const place = item === undefined ? volumeAround(way) : way;
    return place === undefined
      ? `the secret ${name} is written in a way that cannot be changed here`
      : setMode(writing, place, item === undefined ? 'defaultMode' : 'mode', mode);
  });
  return joined([...unique(results), ...(to.group ? [giveFilesGroup(writing)] : [])]);
}

/** Two sources of one projected volume share its mode. */
const unique = (results: readonly Result[]): readonly Result[] => {
  const seen = new Set<string>();
  return results.filter((result) => {
    const key = typeof result === 'string' ? result : result.map(({ start, text }) => `${start} ${text}`).join();
    return !seen.has(key) && seen.add(key);
  });
};

/** The mapping that holds defaultMode: the volume's `secret`, or its `projected`. */
function volumeAround(way: Way): Way | undefined {
  for (let at = parentOf(way); at.spots.length > 0; at = parentOf(at)) {
    const spot = at.spots.at(-1);
    if (spot !== undefined && 'pair' in spot && spot.pair.key.text === 'projected') return at;
  }
  return way.spots.length > 1 ? parentOf(way) : undefined;
}

/** In octal, as everybody writes it; JSON has no octal. */
function setMode(writing: Writing, place: Way, key: string, mode: number): Result {
  const own = below(place, key);
  noteAnchor(writing, place);
  const result = own === undefined ? addKeys(place, { [key]: mode }) : (heldBy(nodeAt(own)) ?? setScalar(own, mode));
  if (typeof result === 'string' || styleOf(place.root).json) return result;
  return result.map((edit): Edit => ({ ...edit, text: edit.text.replace(new RegExp(`\\b${mode}\\b`), `0${mode.toString(8)}`) }));
}

/** An fsGroup where the pod has none: the kubelet gives the files of its volumes to that group, and all its containers have it. */
export function giveFilesGroup(writing: Writing, gid?: number): Result {
  const written = below(writing.pod, 'securityContext');
  if (written !== undefined && below(written, 'fsGroup') !== undefined) return [];
  const { process } = writing.container;
  const own = process.group?.state === 'written' ? process.group.value.gid : undefined;
  notePod(writing);
  return putInPod(writing, ['securityContext', 'fsGroup'], gid ?? (own === undefined || own === 0 ? group : own));
}
