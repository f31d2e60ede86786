import { type Container, knownValue, type Mount } from '../../../model/index.ts';
import { mountOption, said, sizeText, tmpfsWords } from '../../../text/emit/index.ts';
import { filled, type Json, spell } from './json.ts';
import { isOfSecret } from './secrets.ts';

/** `volumes`, `tmpfs` and `shm_size`. */
export function mountsOf(container: Container): Record<string, Json | undefined> {
  const mounts = container.mounts.filter((mount) => !isOfSecret(container, mount));
  const shared = mounts.find(({ type, destination }) => knownValue(type) === 'system' && knownValue(destination) === '/dev/shm');
  const size = knownValue(shared?.size);
  return {
    volumes: filled(mounts.flatMap((mount) => volumeOf(mount))),
    tmpfs: filled(mounts.flatMap(tmpfsOf)),
    shm_size: shared === undefined || size === undefined ? undefined : sizeText(size),
  };
}

const tmpfsOf = (mount: Mount): string[] => {
  const destination = knownValue(mount.destination);
  if (knownValue(mount.type) !== 'tmpfs' || destination === undefined) return [];
  const words = tmpfsWords(mount).join(',');
  return [spell(said(words === '' ? destination : `${destination}:${words}`)) ?? ''];
};

/** The short syntax; the long one for what that has no word for. */
function volumeOf(mount: Mount): Json[] {
  const type = knownValue(mount.type);
  if (type === 'tmpfs' || type === 'system' || type === 'object') return [];
  const option = mountOption(mount, 'docker');
  if (option === undefined) return [];
  // Compose takes the home for a tilde itself.
  if (option.flag === 'volume') return [(spell(option.value) ?? '').replace(/^\$HOME(?=\/)/, '~')];
  const [source, destination, propagation] = [knownValue(mount.source), knownValue(mount.destination), knownValue(mount.propagation)];
  const words = (mount.options ?? []).map(knownValue);
  const bind = { ...(propagation === undefined ? {} : { propagation }), ...(words.includes('rro') ? { recursive: 'readonly' } : {}) };
  const readonly = knownValue(mount.readonly);
  return [
    {
      type: type === 'claim' ? 'volume' : (type ?? 'volume'),
      ...(source === undefined ? {} : { source: spell(said(source)) ?? '' }),
      target: spell(said(destination ?? '')) ?? '',
      ...(readonly === undefined ? {} : { read_only: readonly }),
      ...(Object.keys(bind).length === 0 || type !== 'bind' ? {} : { bind }),
      ...(words.includes('nocopy') ? { volume: { nocopy: true } } : {}),
    },
  ];
}
