import type { Container } from '../../model/index.ts';
import { originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import { pairAt } from './typed.ts';

const prefix = 'bulkhead.dev/accept.';

/** The annotations `bulkhead.dev/accept.CONTROL[.CONTAINER]` of these metadata. Undefined: there are none. */
export function acceptancesOf(metadata: readonly (YamlNode | undefined)[]): Container['acceptances'] {
  const found = metadata.flatMap((each) =>
    pairsOf(pairAt(each, 'annotations')?.value).flatMap((pair) =>
      pair.key.text.startsWith(prefix) && pair.value.kind === 'scalar'
        ? [{ key: pair.key.text.slice(prefix.length), text: pair.value.text, origin: originOfPair(pair) }]
        : [],
    ),
  );
  return found.length === 0 ? undefined : found;
}
