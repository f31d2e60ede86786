import { byDefault, type Field, type Mount, type MountType, type Origin, unknown, written } from '../../../model/index.ts';
import { byteSize } from '../../../text/docker-syntax/index.ts';
import { cleanPath } from '../../../text/path.ts';
import { hasHole, reasonFor, withFolder } from '../../../text/shell/index.ts';
import { type Draft, type Effect, readField, textField } from '../draft.ts';
import { mountOptions } from './mount-options.ts';

/** A path of the host as the engine sees it: $PWD is a folder of the project, a relative path stays relative. */
export function hostPath(text: string, origin: Origin): Field<string> {
  const path = withFolder(text);
  return hasHole(path) ? textField(path, origin) : written(tidyPath(path), origin);
}

/** As people write one: "./data". */
function tidyPath(path: string): string {
  const clean = cleanPath(path);
  return /^(\/|\.\.?(\/|$))/.test(clean) ? clean : `./${clean}`;
}

export const containerPath = (text: string, origin: Origin): Field<string> =>
  hasHole(text) ? textField(text, origin) : written(text.startsWith('/') ? tidyPath(text) : text, origin);

/**
 * What stands before the first colon is a path or the name of a volume.
 * Sources: docker/cli 29 internal/volumespec, Podman 5 pkg/specgen/volumes.go GenVolumeMounts.
 */
function sourceType(source: string, origin: Origin, engine: Draft['engine']): Field<MountType> {
  const path = withFolder(source);
  if (/^[./]/.test(path) || (engine === 'docker' && /^(~|\\\\)/.test(path))) return written('bind', origin);
  const reason = reasonFor(path);
  // A volume's name holds no slash.
  if (reason !== undefined && path.includes('/')) return written('bind', origin);
  if (reason !== undefined && /^\ufdd0/.test(path)) return unknown(reason, origin);
  return written('volume', origin);
}

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
  const type = sourceType(first, origin, draft.engine);
  const bind = type.state === 'written' && type.value === 'bind';
  if (!bind && type.state === 'written' && first.includes('/')) {
    draft.problem(
      origin,
      `${option.name} has a source that is neither an absolute path nor a volume's name; write ./ before a relative path`,
    );
  }
  draft.lists.mounts.push({
    origin,
    type,
    source: bind ? hostPath(first, origin) : textField(first, origin),
    destination: containerPath(second, origin),
    ...mountOptions(draft, option, options === undefined ? [] : options.split(',')),
  });
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
  const { origin } = option;
  draft.lists.mounts.push({
    origin,
    type: byDefault('system', '--shm-size', origin),
    destination: byDefault('/dev/shm', '--shm-size', origin),
    readonly: byDefault(false, '--shm-size', origin),
    options: ['nosuid', 'noexec', 'nodev'].map((word) => byDefault(word, '--shm-size', origin)),
    size,
  });
};
