import { byDefault, type Mount, type MountType, unknown, written } from '../../model/index.ts';
import { byteSize } from '../../text/docker-syntax/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { type Effect, readField } from '../draft.ts';
import { mountOptions } from './mount-options.ts';
import { combined, containerPath, sourceOf } from './mount-source.ts';

/** -v [SOURCE:]DESTINATION[:OPTIONS] */
export const volume: Effect = (draft, option) => {
  const { origin } = option;
  const [first = '', second, options, ...more] = splitVolume(option.value);
  if (more.length > 0 || first === '' || second === '') {
    draft.problem(origin, `${option.name} is not of the form [source:]destination[:options]; it was not read`);
    return;
  }
  if (second === undefined) {
    const reason = reasonFor(first);
    // One word that is not known may hold all three parts.
    const type = reason === undefined || !first.startsWith('\ufdd0') ? written<MountType>('volume', origin) : unknown(reason, origin);
    draft.lists.mounts.push({ origin, type, destination: containerPath(first, origin) });
    return;
  }
  const source = sourceOf(draft, option, first);
  if (source.type.state === 'written' && source.type.value === 'volume' && first.includes('/')) {
    draft.problem(
      origin,
      `${option.name} has a source that is neither an absolute path nor a volume's name; write ./ before a relative path`,
    );
  }
  const own = mountOptions(draft, option, options === undefined ? [] : options.split(','));
  draft.lists.mounts.push({ origin, destination: containerPath(second, origin), ...combined(source, own) });
};

/** A drive letter keeps its colon. */
function splitVolume(text: string): string[] {
  const parts = text.split(':');
  const [drive = '', rest = ''] = parts;
  return /^[A-Za-z]$/.test(drive) && /^[\\/]/.test(rest) ? [`${drive}:${rest}`, ...parts.slice(2)] : parts;
}

/** --tmpfs DESTINATION[:OPTIONS] */
export const tmpfs: Effect = (draft, option) => {
  const { origin } = option;
  const [destination = '', options] = option.value.split(':');
  draft.lists.mounts.push({
    origin,
    type: written('tmpfs', origin),
    destination: containerPath(destination, origin),
    ...mountOptions(draft, option, options === undefined || options === '' ? [] : options.split(','), true),
  });
};

/** --volumes-from CONTAINER[:ro]: mounts that are declared elsewhere. */
export const volumesFrom: Effect = (draft, option) => {
  const { origin } = option;
  const because = '--volumes-from takes over the mounts of another container';
  const mount: Mount = { origin, type: unknown(because, origin), destination: unknown(because, origin) };
  const readonly = /:([^:]*,)?ro(,|$)/.test(option.value);
  draft.lists.mounts.push(readonly ? { ...mount, readonly: written(true, origin) } : mount);
};

/** Docker --use-api-socket (cli/command/container/create.go of 29): the socket, at its usual place. */
export const apiSocket: Effect = (draft, { value, origin }) => {
  if (value === 'false') return;
  const path = written('/var/run/docker.sock', origin);
  draft.lists.mounts.push({ origin, type: written('bind', origin), source: path, destination: path });
};

/** --shm-size: the engine's own mount of /dev/shm, with the options that both engines give it. */
export const shmSize: Effect = (draft, option) => {
  const size = readField(draft, option, option.value, byteSize);
  if (size === undefined) return;
  const { name, origin } = option;
  draft.lists.mounts.push({
    origin,
    type: byDefault('system', name, origin),
    destination: byDefault('/dev/shm', name, origin),
    readonly: byDefault(false, name, origin),
    options: ['nosuid', 'noexec', 'nodev'].map((word) => byDefault(word, name, origin)),
    size,
  });
};
