import type { Mount, Settings } from '../../../model/index.ts';
import { propagationWords, readOnlyWords } from '../../../text/docker-syntax/mount-words.ts';
import { sectionsOf } from '../../../text/docker-syntax/sections.ts';
import { guessComment } from '../../../text/guess.ts';
import { nodeAt, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { size } from '../phrases.ts';
import { dropEntries, setPath } from './keys.ts';
import { isOwn, noteShared, placeOf, type Result, type Writing } from './writing.ts';

interface Found {
  readonly mount: Mount;
  readonly place: Way;
}

function find(writing: Writing, destination: string): Found | string {
  const mount = writing.container.mounts.find((one) => one.destination.state !== 'unknown' && one.destination.value === destination);
  const place = mount === undefined ? undefined : placeOf(mount.origin);
  if (mount === undefined || place === undefined) return `the mount of ${destination} is not written here`;
  const keys = place.spots.flatMap((spot) => ('pair' in spot ? [spot.pair.key.text] : []));
  if (keys.includes('volumes_from')) return 'it comes with volumes_from: change it at the other service';
  if (keys.includes('secrets') || keys.includes('configs')) return 'it is the file of a secret or config: change it there';
  return { mount, place };
}

export function removeMount(writing: Writing, { destination }: Settings['mounts.remove']): Result {
  const found = find(writing, destination);
  return typeof found === 'string' ? found : dropEntries(writing, [found.mount.origin], destination);
}

/** An entry of the short syntax with other options, or one of the long syntax with a key. */
function change(
  writing: Writing,
  destination: string,
  options: (words: readonly string[]) => readonly string[],
  long: (place: Way) => Result,
  note?: string,
): Result {
  const found = find(writing, destination);
  if (typeof found === 'string') return found;
  const { place, mount } = found;
  if (!isOwn(writing, place)) noteShared(writing, place);
  const node = nodeAt(place);
  if (node.kind === 'map') return long(place);
  if (node.kind !== 'scalar') return 'it is written in a way that cannot be changed here';
  const isTmpfs = mount.type.state === 'written' && mount.type.value === 'tmpfs' && !/^[^:]+:\//.test(node.text);
  const sections = sectionsOf(node.text, !isTmpfs);
  const [target, last] = isTmpfs ? [0, 1] : [1, 2];
  const before = sections[target];
  if (before === undefined) return 'an anonymous volume has no options: give it a name';
  if (sections.length > last + 1) return 'it is written in a way that cannot be changed here';
  const words = (sections.length > last ? node.text.slice(before.end + 1) : '').split(',').filter((word) => word !== '');
  if (words.some((word) => word.includes('$'))) return 'its options come from a variable: change them where that is set';
  const wanted = options(words);
  const head = node.text.slice(0, before.end);
  return setScalar(place, wanted.length === 0 ? head : `${head}:${wanted.join(',')}`, { note });
}

export const makeReadOnly = (writing: Writing, { destination }: Settings['mounts.readonly']): Result =>
  change(writing, destination, readOnlyWords, (place) => setPath(place, ['read_only'], true));

export const setPropagation = (writing: Writing, { destination, propagation }: Settings['mounts.propagation']): Result =>
  change(
    writing,
    destination,
    (words) => propagationWords(words, propagation),
    (place) => setPath(place, ['bind', 'propagation'], propagation),
  );

const opposite: Readonly<Record<string, string>> = { noexec: 'exec', nosuid: 'suid', nodev: 'dev' };
/** What Docker gives every tmpfs by itself (moby 28 daemon/volumes_linux.go, mounts of the key `tmpfs`). */
const given = new Set(['noexec', 'nosuid', 'nodev']);

export function changeMount(writing: Writing, { destination, options, size: bytes }: Settings['mounts.options']): Result {
  const undone = new Set(options.map((option) => opposite[option]));
  return change(
    writing,
    destination,
    (words) => [
      ...words.filter((word) => !undone.has(word) && (bytes === undefined || !word.startsWith('size='))),
      ...options.filter((option) => !given.has(option) && !words.includes(option)),
      ...(bytes === undefined ? [] : [`size=${size(bytes)}`]),
    ],
    (place) => {
      if (options.length > 0) return 'the long syntax has no words for noexec, nosuid and nodev: write it under tmpfs';
      return bytes === undefined ? 'there is nothing to write' : setPath(place, ['tmpfs', 'size'], size(bytes), guessComment);
    },
    bytes === undefined ? undefined : guessComment,
  );
}
