import { type Field, type Mount, unknown, written } from '../../model/index.ts';
import { isPropagation, tmpfsSize } from '../../text/docker-syntax/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { type Around, engineName, type Option, textField } from '../draft.ts';
import { cut } from './values.ts';

/** Of no effect on Linux. */
const ignored = new Set(['', 'cached', 'delegated', 'consistent', 'default']);

/**
 * Words that the engines take after the second colon of -v, beside ro, rw and the propagations.
 * Sources: moby 29 daemon/volume/mounts/linux_parser.go; containers-common pkg/parse/parse.go ValidateVolumeOpts.
 */
const words: Readonly<Record<'docker' | 'podman', ReadonlySet<string>>> = {
  docker: new Set(['z', 'Z', 'nocopy']),
  podman: new Set(
    'z Z O U copy nocopy dev nodev exec noexec suid nosuid bind rbind idmap sync atime noatime relatime strictatime nodiratime unbindable runbindable noswap nocreate no-dereference'.split(
      ' ',
    ),
  ),
};

type Options = Pick<Mount, 'readonly' | 'propagation' | 'options' | 'size'>;

/** The words after the last colon. A tmpfs, and the options of a declared volume, take any option of mount(8). */
export function mountOptions(around: Around, option: Option, list: readonly string[], any = false): Options {
  const { origin } = option;
  const known = words[around.engine === 'podman' ? 'podman' : 'docker'];
  const options: Field<string>[] = [];
  let found: Options = {};
  for (const word of list) {
    const reason = reasonFor(word);
    const [name, value] = cut(word, '=');
    if (any && name === 'size' && value !== undefined) found = { ...found, ...sizeOf(value, option) };
    else if (reason !== undefined) {
      options.push(textField(word, origin));
      found = { ...found, readonly: found.readonly ?? unknown(reason, origin) };
    } else if (word === 'ro' || word === 'rw') found = { ...found, readonly: written(word === 'ro', origin) };
    else if (isPropagation(word)) found = { ...found, propagation: written(word, origin) };
    else if (any ? word !== '' : known.has(word) || /^(idmap|upperdir|workdir)=/.test(word)) options.push(written(word, origin));
    else if (!ignored.has(word))
      around.problem(origin, `${option.name} has a mount option that ${engineName(around)} does not know: ${nameOnly(name)}`);
  }
  return options.length === 0 ? found : { ...found, options };
}

/** Without what may stand behind it: no value of a declaration belongs in a message. */
export const nameOnly = (word: string): string => /^[\w-]{1,40}/.exec(word)?.[0] ?? '…';

export function sizeOf(value: string, { origin }: Option): Pick<Mount, 'size'> {
  const reason = reasonFor(value);
  if (reason !== undefined) return { size: unknown(reason, origin) };
  const size = tmpfsSize(value);
  if (size === undefined) return { size: unknown('its size is not a number of bytes', origin) };
  return { size: size === 'share' ? unknown('its size is a share of the memory of the host', origin) : written(size, origin) };
}
