import type { Container } from '../../model/index.ts';
import { itemsOf, originOf, originOfPair, pairsOf } from '../../text/yaml/node.ts';
import { at, type Service } from './service-keys.ts';

const prefix = 'bulkhead.accept.';

/** The labels `bulkhead.accept.CONTROL`, of a mapping or a list. Undefined: there are none. */
export function acceptancesOf(service: Service): Container['acceptances'] {
  const labels = at(service, 'labels')?.value;
  const inMap = pairsOf(labels).flatMap((pair) =>
    pair.key.text.startsWith(prefix) && pair.value.kind === 'scalar'
      ? [{ key: pair.key.text.slice(prefix.length), text: pair.value.text, origin: originOfPair(pair) }]
      : [],
  );
  const inList = itemsOf(labels).flatMap((node) => {
    if (node.kind !== 'scalar' || !node.text.startsWith(prefix)) return [];
    const end = node.text.indexOf('=');
    const [key, text] = end < 0 ? [node.text, ''] : [node.text.slice(0, end), node.text.slice(end + 1)];
    return [{ key: key.slice(prefix.length), text, origin: originOf(node) }];
  });
  const found = [...inMap, ...inList];
  return found.length === 0 ? undefined : found;
}
