import { engineFacts } from '../../../facts/engines/index.ts';
import { knownValue, type Mount, type Port, type Settings } from '../../../model/index.ts';
import { changedTmpfs, propagationWords, readOnlyWords, withKey, withWords } from '../../../text/docker-syntax/mount-words.ts';
import { sectionsOf } from '../../../text/docker-syntax/sections.ts';
import { sizeText } from '../../../text/docker-syntax/size-text.ts';
import { tmpfsRefused, tmpfsText } from '../../../text/docker-syntax/tmpfs-text.ts';
import type { UnitOption } from '../table.ts';
import { add, changeValue, drop, givenAt } from './options.ts';
import { entryOf, type Result, type Writing } from './writing.ts';

function find(writing: Writing, destination: string): { readonly mount: Mount; readonly option: UnitOption } | string {
  const mount = writing.container.mounts.find((one) => one.destination.state !== 'unknown' && one.destination.value === destination);
  const [option] = mount === undefined ? [] : givenAt(writing, mount.origin);
  if (mount === undefined || option === undefined) return `the mount of ${destination} is not written in this unit`;
  return ['volume', 'mount', 'tmpfs'].includes(option.flag) ? { mount, option } : `it comes with ${option.name}: change that by hand`;
}

export function removeMount(writing: Writing, { destination }: Settings['mounts.remove']): Result {
  const found = find(writing, destination);
  return typeof found === 'string' ? found : drop(writing, [found.option], destination);
}

/** The words behind the last colon of Volume= and Tmpfs=, or the whole of a Mount=. */
function change(
  writing: Writing,
  destination: string,
  words: (before: readonly string[], mount: Mount) => readonly string[],
  long: (before: string) => string,
): Result {
  const found = find(writing, destination);
  if (typeof found === 'string') return found;
  const { option, mount } = found;
  return changeValue(writing, option, (text) => {
    if (/["'\\]/.test(text)) return { because: 'its value is quoted: change it by hand' };
    if (option.flag === 'mount') return long(text);
    const short = { isTmpfs: option.flag === 'tmpfs', drives: false, anonymous: 'an anonymous volume has no options: give it a name' };
    return withWords(text, short, (before) => words(before, mount));
  });
}

export const makeReadOnly = (writing: Writing, { destination }: Settings['mounts.readonly']): Result =>
  change(writing, destination, readOnlyWords, (text) => withKey(text, ['readonly', 'ro', 'rw', 'readwrite'], 'readonly'));

export const setPropagation = (writing: Writing, { destination, propagation }: Settings['mounts.propagation']): Result =>
  change(
    writing,
    destination,
    (words) => propagationWords(words, propagation),
    (text) => withKey(text, ['bind-propagation'], `bind-propagation=${propagation}`),
  );

export function changeMount(writing: Writing, { destination, options, size: bytes }: Settings['mounts.options']): Result {
  const found = find(writing, destination);
  const size = bytes === undefined ? undefined : sizeText(bytes);
  const entry = typeof found === 'string' ? undefined : entryOf(writing, found.option);
  if (size !== undefined && entry !== undefined) writing.guessed.add(entry);
  return change(
    writing,
    destination,
    (words, { type }) => changedTmpfs(words, options, new Set(knownValue(type) === 'tmpfs' ? engineFacts.podman.tmpfsOptions : []), size),
    (before) => {
      const sized = size === undefined ? before : withKey(before, ['tmpfs-size', 'size'], `tmpfs-size=${size}`);
      return options.reduce((value, option) => withKey(value, [option, option.slice('no'.length)], option), sized);
    },
  );
}

export function addTmpfs(writing: Writing, to: Settings['mounts.writable']): Result {
  const because = tmpfsRefused(to);
  if (because !== undefined) return because;
  for (const place of to) {
    const line = `Tmpfs=${tmpfsText(place, 'podman')}`;
    if (place.size !== undefined) writing.guessed.add(line);
    add(writing, line);
  }
  return undefined;
}

/** `[[IP:]HOST:]CONTAINER` on one address. */
export function bindTo(writing: Writing, { container, host, ip }: Settings['ports.hostIp']): Result {
  const port = writing.container.ports.find(
    (one) => one.published && knownValue(one.containerPort) === container && knownValue(one.hostPort) === host && !isBound(one, ip),
  );
  const [option] = port === undefined ? [] : givenAt(writing, port.origin);
  if (option === undefined || option.flag !== 'publish') return `the port ${container} is published by --publish-all, or elsewhere`;
  return changeValue(writing, option, (text) => {
    if (/["'\\,]/.test(text)) return { because: 'its value is quoted, or holds several ports: write each on its own' };
    const sections = sectionsOf(text, false).map(({ start, end }) => text.slice(start, end));
    const inside = sections.pop() ?? '';
    return `${ip}:${sections.pop() ?? ''}:${inside}`;
  });
}

const isBound = ({ hostIp }: Port, ip: string): boolean => knownValue(hostIp) === ip;
