import type { Origin, Source } from '../../model/index.ts';
import { get, getPair, itemsOf, originOf, originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { asText } from '../../text/yaml/value.ts';
import { follow, originAt, type Place, type Step, sameValue, valueAt } from './node-path.ts';

/** One operation of a JSON patch (RFC 6902) that sets a value. */
export interface Operation {
  readonly node: YamlNode;
  readonly path: readonly string[];
  readonly value: YamlNode;
}

/** Those of a patch that is a list of operations; none for any other patch. */
export function operationsIn(source: Source): Operation[] {
  return parseYaml(source).documents.flatMap((document) =>
    itemsOf(document).flatMap((node) => {
      const [op, path, value] = [asText(get(node, 'op')), asText(get(node, 'path')), get(node, 'value')];
      return (op === 'add' || op === 'replace') && path !== undefined && value !== undefined ? [{ node, path: pointer(path), value }] : [];
    }),
  );
}

/** A JSON pointer (RFC 6901) in its parts. */
const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Where the only operation that gives this place its value says so. Which object it is for is not asked: two that fit tell nothing. */
export function setBy(operations: readonly Operation[], { steps, at }: Place): Origin | undefined {
  const fitting = operations.flatMap(({ node, path, value }) => {
    if (path.length > steps.length || !path.every((part, index) => fits(part, steps[index] as Step))) return [];
    const reached = follow(value, steps.slice(path.length));
    if (reached.depth < steps.length - path.length || !sameValue(valueAt(reached.at), valueAt(at))) return [];
    if (path.length < steps.length) return [originAt(reached.at)];
    const pair = getPair(node, 'value');
    return [pair === undefined ? originOf(value) : originOfPair(pair)];
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** `-` stands for the end of a list. */
const fits = (part: string, step: Step): boolean => ('key' in step ? step.key === part : part === '-' || part === String(step.index));
