import { engineFacts } from '../../../facts/engines/index.ts';
import type { Mount, Settings } from '../../../model/index.ts';
import { knownValue } from '../../../model/index.ts';
import {
  changedTmpfs,
  propagationWords,
  readOnlyWords,
  type WordChange,
  withKey,
  withWords,
} from '../../../text/docker-syntax/mount-words.ts';
import { sizeText } from '../../../text/docker-syntax/size-text.ts';
import { tmpfsRefused, tmpfsText } from '../../../text/docker-syntax/tmpfs-text.ts';
import type { Given } from '../options.ts';
import { open, unknownIn } from './letters.ts';
import { add, changeValue, drop, givenAt } from './options.ts';
import type { Result, Writing } from './writing.ts';

function find(writing: Writing, destination: string): { readonly mount: Mount; readonly given: Given } | string {
  const mount = writing.container.mounts.find((one) => one.destination.state !== 'unknown' && one.destination.value === destination);
  const given = mount === undefined ? undefined : givenAt(writing, mount.origin)[0];
  if (mount === undefined || given === undefined) return `the mount of ${destination} is not written on the command line itself`;
  if (!['volume', 'mount', 'tmpfs', 'use-api-socket'].includes(given.flag.name))
    return `it comes with --${given.flag.name}: change that by hand`;
  return { mount, given };
}

export function removeMount(writing: Writing, { destination }: Settings['mounts.remove']): Result {
  const found = find(writing, destination);
  return typeof found === 'string' ? found : drop(writing, [found.given], destination);
}

/** The words behind the last colon of -v and --tmpfs, or the whole of a --mount. */
function change(writing: Writing, destination: string, words: WordChange, long: (before: string) => ReturnType<typeof withWords>): Result {
  const found = find(writing, destination);
  if (typeof found === 'string') return found;
  const { given } = found;
  const { name } = given.flag;
  if (name === 'use-api-socket') return '--use-api-socket has no options';
  return changeValue(writing, given, (text) => {
    if (name === 'mount') return text.includes('"') ? { because: 'its options are quoted: change them by hand' } : long(text);
    const known: WordChange = (old) =>
      old.some((word) => word.includes(open))
        ? { because: `its options come from ${unknownIn(given.option.value) ?? 'a variable'}: change them where that is set` }
        : words(old);
    const anonymous = 'it is an anonymous volume, or comes from a variable: name what is mounted';
    return withWords(text, { isTmpfs: name === 'tmpfs', drives: name === 'volume', anonymous }, known);
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
  if (typeof found === 'string') return found;
  const engine = writing.invocation.engine === 'podman' ? 'podman' : 'docker';
  const isTmpfs = knownValue(found.mount.type) === 'tmpfs';
  const text = bytes === undefined ? undefined : sizeText(bytes);
  if (text !== undefined) writing.guessed.push(`size=${text}`);
  if (!isTmpfs && engine === 'docker') return 'Docker has no words for noexec, nosuid and nodev on a mount like this';
  return change(
    writing,
    destination,
    (words) => changedTmpfs(words, options, new Set(isTmpfs ? engineFacts[engine].tmpfsOptions : []), text),
    (before) => {
      if (engine === 'docker' && options.length > 0)
        return { because: '--mount has no words for noexec, nosuid and nodev: write it as --tmpfs' };
      const sized = text === undefined ? before : withKey(before, ['tmpfs-size'], `tmpfs-size=${text}`);
      return options.reduce((value, option) => withKey(value, [option, option.slice('no'.length)], option), sized);
    },
  );
}

export function addTmpfs(writing: Writing, to: Settings['mounts.writable']): Result {
  const because = tmpfsRefused(to);
  if (because !== undefined) return because;
  for (const place of to) {
    if (place.size !== undefined) writing.guessed.push('--tmpfs');
    add(writing, '--tmpfs', tmpfsText(place, writing.container.engine));
  }
  return undefined;
}
