import type { Container } from '../../model/index.ts';
import { originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import { pairAt } from './typed.ts';

const ours = 'bulkhead.dev/';
const prefix = `${ours}accept.`;

/**
 * The annotations `bulkhead.dev/accept.CONTROL[.CONTAINER]` of these metadata; one of ours that says something else has the empty key.
 * Undefined: there are none.
 */
export function acceptancesOf(metadata: readonly (YamlNode | undefined)[]): Container['acceptances'] {
  const found = metadata.flatMap((each) =>
    pairsOf(pairAt(each, 'annotations')?.value).flatMap((pair) => {
      const { text } = pair.key;
      if (!text.startsWith(ours) || pair.value.kind !== 'scalar') return [];
      return [{ key: text.startsWith(prefix) ? text.slice(prefix.length) : '', text: pair.value.text, origin: originOfPair(pair) }];
    }),
  );
  return found.length === 0 ? undefined : found;
}
