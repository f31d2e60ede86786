import { endOfPair, keyColumn, trailingBlock } from '../../../text/yaml/edit/extent.ts';
import { addKeys, joined, nodeAt, type Spliced, type Way, type YamlValue } from '../../../text/yaml/edit/index.ts';
import { commentIndent, lineEnd, nextLine } from '../../../text/yaml/edit/lines.ts';
import { styleOf } from '../../../text/yaml/edit/style.ts';
import { blockPair } from '../../../text/yaml/edit/value.ts';

/** The lists of a pod: what is about the pod as a whole is looked for before them. */
const lists = new Set(['containers', 'initContainers', 'ephemeralContainers', 'volumes']);

/** Keys of a pod's own before its first list, as people write them; at the end where that cannot be done. */
export function addToPod(pod: Way, values: Readonly<Record<string, YamlValue>>): Spliced {
  return beforeLists(pod, values) ?? addKeys(pod, values);
}

function beforeLists(pod: Way, values: Readonly<Record<string, YamlValue>>): Spliced | undefined {
  const node = nodeAt(pod);
  const last = pod.spots.at(-1);
  if (node.kind !== 'map' || node.flow || last === undefined || !('pair' in last)) return undefined;
  const column = keyColumn(node);
  const index = node.pairs.findIndex(({ key }) => lists.has(key.text));
  const before = index === 0 ? last.pair : node.pairs[index - 1];
  if (column === undefined || index < 0 || before === undefined || (index > 0 && trailingBlock(before.value, before.alias)))
    return undefined;
  const { source } = node;
  const { text } = source;
  const first = node.pairs[0]?.key.start ?? 0;
  const end = lineEnd(text, index === 0 ? Math.max(last.pair.key.end, beforeLine(text, first)) : endOfPair(before));
  const at = index === 0 ? end : behindDeeper(text, end, column);
  const style = styleOf(pod.root);
  return joined(
    Object.entries(values).map(([key, value]) => [
      { source, start: at, end: at, text: `\n${' '.repeat(column)}${blockPair(key, value, column, style)}` },
    ]),
  );
}

/** The end of the line on which the mapping's own key, tag or anchor stands. */
function beforeLine(text: string, first: number): number {
  let at = text.lastIndexOf('\n', first - 1);
  while (at > 0) {
    const line = text.lastIndexOf('\n', at - 1) + 1;
    if (commentIndent(text, line) === undefined && text.slice(line, at).trim() !== '') return line;
    at = line - 1;
  }
  return 0;
}

/** Behind the comments below a line that stand further right than its keys: they are about what is above them. */
function behindDeeper(text: string, end: number, column: number): number {
  let at = end;
  for (let line = nextLine(text, at); line < text.length; line = nextLine(text, line)) {
    const indent = commentIndent(text, line);
    if (indent === undefined || indent <= column) break;
    at = lineEnd(text, line);
  }
  return at;
}
