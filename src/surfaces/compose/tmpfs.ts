import { type Entries, type Field, type Mount, type Origin, unknown, written } from '../../model/index.ts';
import { tmpfsSize } from '../../text/docker-syntax/index.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';
import { hasHole, type Text } from './interpolate.ts';
import { at, type Service } from './service-keys.ts';
import { destination } from './short-volume.ts';
import { itemsOf, misread, part, shorten, textOf } from './values.ts';

/** `PATH[:OPTION,…]`, one or a list. Source: moby 28 hostconfig Tmpfs: the options are those of mount(8). */
export const tmpfsMounts = (service: Service): readonly Mount[] =>
  itemsOf(service.reading, at(service, 'tmpfs'), true).flatMap((node) => {
    if (node.kind === 'scalar') return tmpfs(service, node, textOf(service.reading, node));
    misread(service.reading, { node, origin: originOf(node) }, 'an entry of tmpfs must be a text');
    return [];
  });

function tmpfs(service: Service, node: YamlNode & { kind: 'scalar' }, text: Text): Mount {
  const origin = originOf(node);
  const cut = text.value.indexOf(':');
  const target = cut < 0 ? text.value : text.value.slice(0, cut);
  const words = (cut < 0 ? '' : text.value.slice(cut + 1)).split(',').filter((word) => word !== '');
  const readonly = words.findLast((word) => word === 'ro' || word === 'rw');
  const size = words.findLast((word) => word.startsWith('size='))?.slice('size='.length);
  const kept = words.filter((word) => word !== 'ro' && word !== 'rw' && !word.startsWith('size='));
  return {
    origin,
    type: written('tmpfs', origin),
    destination: destination(text, target, origin),
    ...(readonly === undefined ? {} : { readonly: written(readonly === 'ro', origin) }),
    ...optionsOf(text, kept, origin),
    ...(size === undefined ? {} : { size: sizeOf(service, node, text, size, origin) }),
  };
}

const optionsOf = (text: Text, words: readonly string[], origin: Origin): { options?: Entries<string> } =>
  words.length === 0 ? {} : { options: words.map((word) => part(text, word, origin)) };

function sizeOf(service: Service, node: YamlNode & { kind: 'scalar' }, text: Text, size: string, origin: Origin): Field<number> {
  if (hasHole(size)) return unknown(text.because ?? 'it is not known', origin);
  const limit = tmpfsSize(size);
  if (limit === 'share') return unknown(`size=${size} is a share of the host's memory`, origin);
  if (limit === undefined)
    return misread(service.reading, { node, origin }, `a tmpfs size must be a size such as 64m, not "${shorten(size)}"`);
  return written(limit, origin);
}
