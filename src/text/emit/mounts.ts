import { type Field, isUnknown, knownValue, type Mount } from '../../model/index.ts';
import { isPropagation } from '../docker-syntax/index.ts';
import { openText, type Said, said } from './said.ts';
import { sizeText } from './size.ts';

/** How a mount is said to an engine: by which option of `docker run` and `podman run`, and its value. */
export interface MountOption {
  readonly flag: 'volume' | 'tmpfs' | 'mount' | 'shm-size';
  readonly value: Said;
}

/** Words behind the second colon of --volume. Sources as in options/effects/mount-options.ts. */
const volumeWords = {
  docker: new Set(['z', 'Z', 'nocopy']),
  podman: new Set('z Z O U copy nocopy dev nodev exec noexec suid nosuid bind rbind idmap'.split(' ')),
};

/** Undefined: no option of this engine makes such a mount. */
export function mountOption(mount: Mount, engine: 'docker' | 'podman'): MountOption | undefined {
  const type = knownValue(mount.type);
  const destination = knownValue(mount.destination);
  // What is not known in one part of SOURCE:DESTINATION:OPTIONS is written as the whole was.
  if ([mount.type, mount.source, mount.destination, mount.readonly].some((field) => field?.state === 'unknown')) return asWritten(mount);
  if (destination === undefined) return undefined;
  const size = knownValue(mount.size);
  if (type === 'system')
    return destination === '/dev/shm' && size !== undefined ? { flag: 'shm-size', value: said(sizeText(size)) } : undefined;
  if (type === 'tmpfs')
    return { flag: 'tmpfs', value: said([destination, tmpfsWords(mount).join(',')].filter((part) => part !== '').join(':')) };
  if (type === 'image') return imageMount(mount, destination);
  if (type === 'object' || type === undefined) return undefined;
  return volume(mount, type, destination, engine);
}

function asWritten({ origin, type, source, destination }: Mount): MountOption | undefined {
  const doubt = [type, source, destination].find(isUnknown);
  const whole = doubt === undefined ? undefined : openText({ ...doubt, origin });
  return whole?.text.includes(':') ? { flag: 'volume', value: whole } : undefined;
}

/** Options of a tmpfs, its size and whether it may be written to. */
export function tmpfsWords({ options = [], readonly, size }: Mount): readonly string[] {
  const bytes = knownValue(size);
  return [
    ...(knownValue(readonly) === true ? ['ro'] : []),
    ...options.map(knownValue).filter((word) => word !== undefined),
    ...(bytes === undefined || bytes < 0 ? [] : [`size=${sizeText(bytes)}`]),
  ];
}

function imageMount({ source, readonly }: Mount, destination: string): MountOption | undefined {
  const reference = knownValue(source);
  if (reference === undefined || /[,"]/.test(reference + destination)) return undefined;
  const rw = knownValue(readonly) === false ? ',rw=true' : '';
  return { flag: 'mount', value: said(`type=image,source=${reference},target=${destination}${rw}`) };
}

function volume(
  mount: Mount,
  type: 'bind' | 'volume' | 'claim',
  destination: string,
  engine: 'docker' | 'podman',
): MountOption | undefined {
  const source = knownValue(mount.source);
  if (/[,"]/.test((source ?? '') + destination)) return undefined;
  const words = (mount.options ?? []).map(knownValue).filter((word) => word !== undefined);
  const recursive = words.includes('rro') && engine === 'docker' && type === 'bind';
  if (
    recursive ||
    (source ?? '').includes(':') ||
    destination.includes(':') ||
    (source === undefined && words.length + (knownValue(mount.readonly) ? 1 : 0) > 0)
  )
    return long(mount, type, source, destination, words, recursive);
  const options = [
    ...readonlyWord(mount.readonly),
    ...propagationWord(mount.propagation),
    ...words.filter((word) => volumeWords[engine].has(word)),
  ];
  const text = [source, destination, options.join(',')].filter((part) => part !== undefined && part !== '').join(':');
  return { flag: 'volume', value: fromHome(text) ?? said(text) };
}

/** The home of whoever starts it: a tilde in quotes would stay one, and Podman takes none. */
const fromHome = (text: string): Said | undefined =>
  /^~\/[\w./:,@ -]*$/.test(text) ? { text: `$HOME${text.slice(1)}`, open: true } : undefined;

/** The long form, for what the short one has no word for. */
function long(
  mount: Mount,
  type: string,
  source: string | undefined,
  destination: string,
  words: readonly string[],
  recursive: boolean,
): MountOption {
  const propagation = knownValue(mount.propagation);
  const parts = [
    `type=${type === 'bind' ? 'bind' : 'volume'}`,
    ...(source === undefined ? [] : [`source=${source}`]),
    `target=${destination}`,
    ...(knownValue(mount.readonly) ? ['readonly'] : []),
    ...(recursive
      ? ['bind-recursive=readonly', 'bind-propagation=rprivate']
      : propagation === undefined
        ? []
        : [`bind-propagation=${propagation}`]),
    ...(words.includes('nocopy') ? ['volume-nocopy'] : []),
  ];
  return { flag: 'mount', value: said(parts.join(',')) };
}

const readonlyWord = (field: Field<boolean> | undefined): string[] => (knownValue(field) === true ? ['ro'] : []);

const propagationWord = (field: Field<string> | undefined): string[] => {
  const word = knownValue(field);
  return word === undefined || !isPropagation(word) ? [] : [word];
};
