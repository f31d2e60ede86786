import type { Entries, Field, Mount, Origin } from '../../model/index.ts';
import { unknown, written } from '../../model/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import { hostPath } from './host-path.ts';
import { bytes, words } from './kinds.ts';
import type { Service } from './service-keys.ts';
import { field, type Pairs, pairsOf, present, textOf } from './values.ts';

type Storage = Pick<Mount, 'type' | 'source' | 'options' | 'size'>;

/**
 * A named volume. The local driver's options can make it something else: `o: bind` is a path of the host,
 * `type: tmpfs` is memory. Source: moby 28 volume/local (type, o and device are those of mount(8)).
 */
export function namedVolume(service: Service, name: Field<string>, origin: Origin): Storage {
  const volume = { type: written('volume' as const, origin), source: name };
  if (name.state !== 'written') return volume;
  const definition = pairsOf(service.reading, present(service.project.volumes.get(name.value))?.value, name.value);
  const own = field(service.reading, present(definition.get('name')), words);
  const named = own === undefined ? volume : { ...volume, source: own };
  const opts = pairsOf(service.reading, present(definition.get('driver_opts'))?.value, 'driver_opts');
  return opts.size === 0 ? named : (disguised(service, opts, origin) ?? named);
}

function disguised(service: Service, opts: Pairs, origin: Origin): Storage | undefined {
  const option = (key: string) => field(service.reading, present(opts.get(key)), words);
  const [type, flags] = [option('type'), option('o')];
  const device = present(opts.get('device'));
  if (flags?.state === 'unknown' || type?.state === 'unknown') {
    const because = unknown(
      `the volume's driver_opts are not known: ${[flags, type].find((found) => found?.state === 'unknown')?.because}`,
      origin,
    );
    return { type: because, source: because };
  }
  const list = flags?.state === 'written' ? flags.value.split(',') : [];
  if (list.includes('bind') || list.includes('rbind')) {
    if (device === undefined || device.value.kind !== 'scalar') return undefined;
    const text = textOf(service.reading, device.value);
    return {
      type: written('bind', origin),
      source: hostPath(service, text, text.value, device.value.source, originOfPair(device)),
      ...optionsOf(list, flags),
    };
  }
  if (type?.state !== 'written' || type.value !== 'tmpfs') return undefined;
  const size = list.find((word) => word.startsWith('size='))?.slice(5);
  const limit = size === undefined ? undefined : bytes.parse(size);
  return {
    type: written('tmpfs', origin),
    ...optionsOf(list, flags),
    ...(limit === undefined || flags?.state !== 'written' ? {} : { size: { ...flags, value: limit } }),
  };
}

/** Words such as noexec stay; what makes the mount itself does not. */
function optionsOf(list: readonly string[], flags: Field<string> | undefined): { options?: Entries<string> } {
  const words = list.filter((word) => !/^(?:r?bind|rw|ro|size=.*|)$/.test(word));
  return words.length === 0 || flags?.state !== 'written' ? {} : { options: words.map((word) => ({ ...flags, value: word })) };
}
