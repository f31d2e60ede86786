import { byDefault, type Field, type Mount, unknown, written } from '../../../model/index.ts';
import { byteSize } from '../../../text/docker-syntax/index.ts';
import { type Draft, type Effect, notRead, type Option, readField } from '../draft.ts';
import { mountOptions } from './mount-options.ts';
import { containerPath, sourceOf } from './mount-source.ts';

/** [SOURCE:]DESTINATION[:OPTIONS] */
export const volume: Effect = (draft, option) => {
  const { origin, name } = option;
  const [first = '', second, ...options] = option.value.split(':');
  if (options.length > 1 || first === '' || second === '') {
    notRead(draft, option, `${name} is not of the form [source:]destination[:options]; it was not read`);
    return;
  }
  if (second === undefined) {
    draft.lists.mounts.push({ origin, type: written('volume', origin), destination: containerPath(first, origin) });
    return;
  }
  draft.lists.mounts.push({
    origin,
    destination: containerPath(second, origin),
    ...combined(sourceOf(draft, option, first), mountOptions(draft, option, (options[0] ?? '').split(','))),
  });
};

type Source = ReturnType<typeof sourceOf>;
type Options = ReturnType<typeof mountOptions>;

/** What the mount itself says counts more than what its .volume unit says; the options of both apply. */
function combined(source: Source, own: Options): Source & Options {
  const options = [...(source.options ?? []), ...(own.options ?? [])];
  return { ...source, ...own, ...(options.length === 0 ? {} : { options }) };
}

/** DESTINATION[:OPTIONS] */
export const tmpfs: Effect = (draft, option) => {
  const { origin } = option;
  const [destination = '', ...options] = option.value.split(':');
  draft.lists.mounts.push({
    origin,
    type: written('tmpfs', origin),
    destination: containerPath(destination, origin),
    ...mountOptions(draft, option, options.join(':').split(','), true),
  });
};

/** CONTAINER[:ro]: mounts that are declared elsewhere. */
export const volumesFrom: Effect = ({ lists }, { value, origin }) => {
  const doubt = unknown('--volumes-from takes over the mounts of another container', origin);
  const readonly = /:(?:[^:]*,)?ro(?:,|$)/.test(value);
  lists.mounts.push({ origin, type: doubt, destination: doubt, ...(readonly ? { readonly: written(true, origin) } : {}) });
};

/** The engine's own mount of /dev/shm, with the options that Podman gives it. */
export const shmSize: Effect = (draft, option) => {
  const size = readField(draft, option, option.value, byteSize);
  if (size !== undefined) draft.lists.mounts.push(sharedMemory(size, option));
};

function sharedMemory(size: Field<number>, { name, origin }: Option): Mount {
  return {
    origin,
    type: byDefault('system', name, origin),
    destination: byDefault('/dev/shm', name, origin),
    readonly: byDefault(false, name, origin),
    options: ['nosuid', 'noexec', 'nodev'].map((word) => byDefault(word, name, origin)),
    size,
  };
}

/** VolatileTmp=, until Quadlet dropped it: a tmpfs on /tmp, unless the read-only root brings one (Podman 5.8 quadlet.go). */
export const volatileTmp = (draft: Draft, option: Option): void => {
  const readonly = draft.root.readonly;
  if (readonly?.state === 'written' && readonly.value) return;
  tmpfs(draft, { ...option, value: '/tmp:rw,size=512M,mode=1777' });
};
