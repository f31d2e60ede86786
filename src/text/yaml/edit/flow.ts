import type { Edit } from '../../../model/index.ts';
import type { Range, YamlMap, YamlSeq } from '../node.ts';
import { columnOf, isFirstOnLine, lineEnd } from './lines.ts';

/**
 * One entry more between brackets that are not empty. `render` is given the column where a line of its own starts, or nothing
 * where the brackets stand on one line.
 */
export function addToFlow(
  node: YamlMap | YamlSeq,
  entries: readonly Range[],
  render: (column: number | undefined) => string,
  note: string | undefined,
): readonly Edit[] | string {
  const { source } = node;
  const { text } = source;
  const last = entries.at(-1);
  if (last === undefined || node.end <= node.start) return 'the brackets are written in a way that cannot be added to';
  const { end, comma } = tailOf(text, last.end, node.end);
  const lines = isFirstOnLine(text, last.start) && text.slice(node.start, last.start).includes('\n');
  if (!lines) {
    const entry = render(undefined);
    const added: Edit =
      comma === undefined
        ? { source, start: end, end, text: `${separator(text, entries)}${entry}` }
        : { source, start: comma + 1, end: comma + 1, text: ` ${entry},` };
    return [added, ...noteBehind(node, note)];
  }
  const column = columnOf(text, last.start);
  const line = `\n${' '.repeat(column)}${render(column)}${comma === undefined ? '' : ','}`;
  const from = comma === undefined ? end : comma + 1;
  const close = node.end - 1;
  const at = text.slice(from, close).includes('\n') ? lineEnd(text, from) : from;
  if (comma !== undefined) return [{ source, start: at, end: at, text: line }];
  if (at === end) return [{ source, start: end, end, text: `,${line}` }];
  return [
    { source, start: end, end, text: ',' },
    { source, start: at, end: at, text: line },
  ];
}

/** Behind the last entry: where it ends (with the colon of a key without value), and the comma that may follow. */
export function tailOf(text: string, from: number, close: number): { end: number; comma: number | undefined } {
  let end = from;
  for (let at = from; at < close; at++) {
    const char = text[at] ?? '';
    if (char === ':') end = at + 1;
    else if (char === ',') return { end, comma: at };
    else if (char === '#') at = lineEnd(text, at);
    else if (!/\s/.test(char)) break;
  }
  return { end, comma: undefined };
}

/** As the entries before are separated. */
function separator(text: string, entries: readonly Range[]): string {
  const [before, last] = entries.slice(-2);
  const between = before === undefined || last === undefined ? ', ' : text.slice(before.end, last.start);
  return between === ',' ? ',' : ', ';
}

/** A comment at the end of the line on which the brackets close, unless something else stands there. */
function noteBehind({ source, end }: YamlMap | YamlSeq, note: string | undefined): Edit[] {
  const at = lineEnd(source.text, end);
  if (note === undefined || at !== end) return [];
  return [{ source, start: end, end, text: ` # ${note}` }];
}
