import { type Field, type MountType, type Origin, unknown, written } from '../../model/index.ts';
import { goBoolean, isPropagation } from '../../text/docker-syntax/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { type Draft, type Effect, type MountSource, type Option, textField } from '../draft.ts';
import { nameOnly, sizeOf } from './mount-options.ts';
import { combined, containerPath, hostPath } from './mount-source.ts';
import { commaSeparated, cut } from './values.ts';

/** The types of both engines in the model's words: docker/cli 29 opts/mount.go, Podman 5 pkg/specgenutil/volumes.go. */
const types: Readonly<Record<string, MountType>> = {
  bind: 'bind',
  glob: 'bind',
  volume: 'volume',
  cluster: 'claim',
  tmpfs: 'tmpfs',
  ramfs: 'tmpfs',
  image: 'image',
  artifact: 'image',
  devpts: 'system',
  npipe: 'bind',
};

/** Keys that change nothing that is judged. */
const ignored = new Set(
  'consistency bind-create-src volume-label volume-subpath subpath image-subpath tmpfs-mode tmpcopyup notmpcopyup volume-driver title digest name uid gid mode ptmxmode newinstance max nocreate no-dereference noswap'.split(
    ' ',
  ),
);
const flags = new Set('nodev dev noexec exec nosuid suid z Z'.split(' '));
const unbindable = new Set(['unbindable', 'runbindable']);

interface Parts {
  type: string;
  source?: string;
  destination?: string;
  readonly?: Field<boolean>;
  propagation?: Field<string>;
  size?: Field<number>;
  readonly options: Field<string>[];
  /** volume-opt: what the volume's driver is told. */
  readonly driver: Map<string, string>;
}

/** --mount type=bind,source=…,target=… */
export const mount: Effect = (draft, option) => {
  const { origin } = option;
  const parts: Parts = { type: 'volume', options: [], driver: new Map() };
  for (const entry of commaSeparated(option.value)) read(parts, entry, draft, option);
  const type = typeOf(parts, origin);
  if (type === undefined) {
    draft.problem(origin, `${option.name} has a type that is not known here and was not read`);
    return;
  }
  const known = type.state === 'written' ? type.value : undefined;
  const source = known === 'bind' ? (parts.driver.get('device') ?? parts.source) : parts.source;
  const destination = parts.destination ?? (parts.type === 'glob' ? parts.source : undefined);
  if (destination === undefined) {
    draft.problem(origin, `${option.name} names no target; it was not read`);
    return;
  }
  const { readonly, propagation, size, options } = parts;
  const own = {
    ...(readonly === undefined ? {} : { readonly }),
    ...(propagation === undefined ? {} : { propagation }),
    ...(options.length === 0 ? {} : { options }),
    ...(size === undefined ? {} : { size }),
  };
  const placed = combined(sourceOf(draft, option, type, source), own);
  draft.lists.mounts.push({ origin, destination: containerPath(destination, origin), ...placed });
};

/** What is mounted, by the type that is said; a volume may be declared elsewhere. */
function sourceOf(draft: Draft, option: Option, type: Field<MountType>, source: string | undefined): MountSource {
  const known = type.state === 'unknown' ? undefined : type.value;
  if (source === undefined || known === 'tmpfs') return { type };
  if (known === 'bind') return { type, source: hostPath(source, option.origin) };
  return (known === 'volume' ? draft.volume?.(option, source) : undefined) ?? { type, source: textField(source, option.origin) };
}

/** A volume of the local driver with o=bind is a bind mount, one of type nfs or cifs lies on the network. */
function typeOf({ type, driver }: Parts, origin: Origin): Field<MountType> | undefined {
  const reason = reasonFor(type);
  if (reason !== undefined) return unknown(reason, origin);
  const named = Object.hasOwn(types, type.toLowerCase()) ? types[type.toLowerCase()] : undefined;
  if (named === 'volume' && /(^|,)r?bind(,|$)/.test(driver.get('o') ?? '')) return written('bind', origin);
  if (named === 'volume' && /^(nfs4?|cifs|smb3?)$/.test(driver.get('type') ?? '')) return written('claim', origin);
  return named === undefined ? undefined : written(named, origin);
}

function read(parts: Parts, entry: string, draft: Draft, option: Option): void {
  const { origin } = option;
  const [given, value] = cut(entry, '=');
  const key = /^[A-Z][a-z]/.test(given) ? given.toLowerCase() : given;
  switch (key) {
    case 'type':
      parts.type = value ?? '';
      return;
    case 'source':
    case 'src':
      parts.source = value ?? '';
      return;
    case 'target':
    case 'dst':
    case 'dest':
    case 'destination':
      parts.destination = value ?? '';
      return;
    case 'readonly':
    case 'ro':
      parts.readonly = switched(value, true, origin);
      return;
    case 'rw':
    case 'readwrite':
      parts.readonly = switched(value, false, origin);
      return;
    case 'bind-propagation':
      parts.propagation = textField((value ?? '').toLowerCase(), origin);
      return;
    case 'bind-recursive':
      if (value === 'readonly') parts.options.push(written('rro', origin));
      return;
    case 'bind-nonrecursive':
      parts.options.push(written('bind', origin));
      return;
    case 'volume-nocopy':
      parts.options.push(written('nocopy', origin));
      return;
    case 'relabel':
      parts.options.push(written(value === 'private' ? 'Z' : 'z', origin));
      return;
    case 'U':
    case 'chown':
      if (value !== 'false') parts.options.push(written('U', origin));
      return;
    case 'idmap':
      parts.options.push(written(entry, origin));
      return;
    case 'tmpfs-size':
    case 'size':
      parts.size = sizeOf(value ?? '', option).size ?? unknown('it has no size', origin);
      return;
    case 'volume-opt': {
      const [name, text] = cut(value ?? '', '=');
      parts.driver.set(name, text ?? '');
      return;
    }
    default:
      if (flags.has(key)) parts.options.push(written(key, origin));
      else if (isPropagation(key) || unbindable.has(key)) parts.propagation = written(key, origin);
      else if (key !== '' && !ignored.has(key))
        draft.problem(origin, `${option.name} has an option that is not known here and was not read: ${nameOnly(key)}`);
  }
}

function switched(value: string | undefined, meaning: boolean, origin: Origin): Field<boolean> {
  const reason = reasonFor(value ?? '');
  if (reason !== undefined) return unknown(reason, origin);
  const on = value === undefined || value === '' || (goBoolean(value) ?? true);
  return written(on === meaning, origin);
}
