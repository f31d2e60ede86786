import { type Field, type Mount, unknown, written } from '../../../model/index.ts';
import { isPropagation, tmpfsSize } from '../../../text/docker-syntax/index.ts';
import { reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, notRead, type Option, textField } from '../draft.ts';

/** Of no effect on Linux, or said otherwise. */
const ignored = new Set(['', 'cached', 'delegated', 'consistent', 'default']);

/** Words that Podman takes beside ro, rw and the propagations: containers-common pkg/parse/parse.go ValidateVolumeOpts. */
const known = new Set(
  'z Z O U copy nocopy dev nodev exec noexec suid nosuid bind rbind idmap sync atime noatime relatime strictatime nodiratime unbindable runbindable noswap nocreate no-dereference'.split(
    ' ',
  ),
);

type Options = Pick<Mount, 'readonly' | 'propagation' | 'options' | 'size'>;

/** The words after the last colon. A tmpfs, and `mount -o` of a volume, take any option of mount(8). */
export function mountOptions(draft: Draft, option: Option, list: readonly string[], any = false): Options {
  const { origin } = option;
  const options: Field<string>[] = [];
  let found: Options = {};
  for (const word of list) {
    const reason = reasonFor(word);
    if (any && word.startsWith('size=')) found = { ...found, size: sizeOf(word.slice('size='.length), option) };
    else if (reason !== undefined) {
      options.push(textField(word, origin));
      found = { ...found, readonly: found.readonly ?? unknown(reason, origin) };
    } else if (word === 'ro' || word === 'rw') found = { ...found, readonly: written(word === 'ro', origin) };
    else if (isPropagation(word)) found = { ...found, propagation: written(word, origin) };
    else if (any ? word !== '' : known.has(word) || /^(?:idmap|upperdir|workdir)=/.test(word)) options.push(written(word, origin));
    else if (!ignored.has(word)) notRead(draft, option, `${option.name} has a mount option that Podman does not know: ${shown(word)}`);
  }
  return options.length === 0 ? found : { ...found, options };
}

const shown = (word: string): string => /^[\w-]{1,40}/.exec(word)?.[0] ?? '…';

/** A share of the memory ("50%") has no size in bytes here. */
export function sizeOf(value: string, { origin }: Option): Field<number> {
  const reason = reasonFor(value);
  const size = reason === undefined ? tmpfsSize(value) : undefined;
  return typeof size === 'number' ? written(size, origin) : unknown(reason ?? 'its size is a share of the memory of the host', origin);
}
