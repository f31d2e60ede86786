import { type Field, type Mount, type MountType, unknown, written } from '../../../model/index.ts';
import { goBoolean, isPropagation } from '../../../text/docker-syntax/index.ts';
import { reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, type Effect, notRead, type Option, textField } from '../draft.ts';
import { sizeOf } from './mount-options.ts';
import { containerPath, hostPath, sourceOf } from './mount-source.ts';

/** Podman 5.8 pkg/specgenutil/volumes.go in the model's words. */
const types: Readonly<Record<string, MountType>> = {
  bind: 'bind',
  glob: 'bind',
  volume: 'volume',
  tmpfs: 'tmpfs',
  ramfs: 'tmpfs',
  image: 'image',
  artifact: 'image',
  devpts: 'system',
};

/** Keys that change nothing that is judged. */
const ignored = new Set(
  'consistency subpath volume-subpath image-subpath tmpfs-mode tmpcopyup notmpcopyup title digest name uid gid mode ptmxmode newinstance max nocreate no-dereference noswap'.split(
    ' ',
  ),
);
const words = new Set('nodev dev noexec exec nosuid suid z Z'.split(' '));

/** type=bind,source=…,destination=… The type may be left out: volume. */
export const mount: Effect = (draft, option) => {
  const { origin } = option;
  const pairs = option.value.split(',').map((entry): [string, string | undefined] => {
    const equals = entry.indexOf('=');
    return equals < 0 ? [entry, undefined] : [entry.slice(0, equals), entry.slice(equals + 1)];
  });
  const lastOf = (...keys: string[]): string | undefined => pairs.findLast(([key]) => keys.includes(key))?.[1];
  const named = lastOf('type') ?? 'volume';
  const type = typeOf(named, option);
  const source = lastOf('source', 'src');
  const destination = lastOf('destination', 'dst', 'dest', 'target') ?? (named === 'glob' ? source : undefined);
  if (type === undefined || destination === undefined) {
    notRead(
      draft,
      option,
      `${option.name} ${type === undefined ? 'has a type that is not known here' : 'names no destination'}; it was not read`,
    );
    return;
  }
  const found: { -readonly [K in keyof Mount]: Mount[K] } = {
    origin,
    type,
    destination: containerPath(destination, origin),
    ...placed(draft, option, type, source),
  };
  const options: Field<string>[] = [...(found.options ?? [])];
  for (const pair of pairs) Object.assign(found, said(draft, option, options, pair));
  draft.lists.mounts.push(options.length === 0 ? found : { ...found, options });
};

function typeOf(name: string, { origin }: Option): Field<MountType> | undefined {
  const reason = reasonFor(name);
  if (reason !== undefined) return unknown(reason, origin);
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  return type === undefined ? undefined : written(type, origin);
}

function placed(draft: Draft, option: Option, type: Field<MountType>, source: string | undefined): Partial<Mount> {
  const kind = type.state === 'unknown' ? undefined : type.value;
  if (source === undefined || kind === 'tmpfs') return {};
  if (kind === 'bind') return { source: hostPath(source, option.origin) };
  if (kind === 'volume') return { ...sourceOf(draft, option, source) };
  return { source: textField(source, option.origin) };
}

/** What one entry says of the mount; a word of mount(8) goes to `options`. */
function said(draft: Draft, option: Option, options: Field<string>[], [key, value]: readonly [string, string | undefined]): Partial<Mount> {
  const { origin } = option;
  const withWord = (word: string): Partial<Mount> => {
    options.push(written(word, origin));
    return {};
  };
  switch (key) {
    case 'type':
    case 'source':
    case 'src':
    case 'destination':
    case 'dst':
    case 'dest':
    case 'target':
    case '':
      return {};
    case 'readonly':
    case 'ro':
      return { readonly: switched(value, true, option) };
    case 'rw':
    case 'readwrite':
      return { readonly: switched(value, false, option) };
    case 'bind-propagation':
      return { propagation: textField(value ?? '', origin) };
    case 'bind-nonrecursive':
      return withWord('bind');
    case 'relabel':
      return withWord(value === 'private' ? 'Z' : 'z');
    case 'U':
    case 'chown':
      return value === 'false' ? {} : withWord('U');
    case 'idmap':
      return withWord(value === undefined ? key : `${key}=${value}`);
    case 'tmpfs-size':
    case 'size':
      return { size: sizeOf(value ?? '', option) };
    default:
      if (words.has(key)) return withWord(key);
      if (isPropagation(key)) return { propagation: written(key, origin) };
      if (!ignored.has(key)) notRead(draft, option, `${option.name} has an option that is not known here and was not read: ${shown(key)}`);
      return {};
  }
}

const shown = (key: string): string => /^[\w-]{1,40}/.exec(key)?.[0] ?? '…';

function switched(value: string | undefined, meaning: boolean, { origin }: Option): Field<boolean> {
  const reason = reasonFor(value ?? '');
  if (reason !== undefined) return unknown(reason, origin);
  return written((value === undefined || (goBoolean(value) ?? true)) === meaning, origin);
}
