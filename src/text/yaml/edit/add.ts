import type { Edit, Source } from '../../../model/index.ts';
import type { YamlMap, YamlNode, YamlSeq } from '../node.ts';
import { isNull } from '../value.ts';
import { dashesOf, endOfItem, endOfPair, keyColumn, trailingBlock } from './extent.ts';
import { addToFlow } from './flow.ts';
import { columnOf, commentIndent, isBlankLine, isFirstOnLine, lineEnd, lineStart, nextLine } from './lines.ts';
import { quoteOf, styleOf } from './style.ts';
import { block, blockItem, blockPair, flow, prettyJson, type Style, type YamlValue } from './value.ts';
import { isAlias, nodeAt, type Way } from './way.ts';

/** The edits, or why there are none: one clause. */
export type Spliced = readonly Edit[] | string;

/** `note`: a comment behind the value. JSON has none, and a line that has one already keeps its own. */
export interface Options {
  readonly note?: string | undefined;
}

/** A new key at the end of the mapping at `way`; where nothing or null stands there, the mapping is begun. */
export function addKey(way: Way, key: string, value: YamlValue, { note }: Options = {}): Spliced {
  const node = nodeAt(way);
  const style = styleOf(way.root);
  if (isAlias(way.spots.at(-1))) return 'an alias stands here: write out what it names';
  if (isNull(node) || isEmpty(node)) return begin(way, { [key]: value }, style, note);
  if (node.kind !== 'map') return `${node.kind === 'seq' ? 'a list' : 'a single value'} stands where a mapping is needed`;
  if (node.flow) return addToFlow(node, endsOfPairs(node), (inline) => pairText(key, value, style, inline), note);
  return addToBlock(node, (indent) => blockPair(key, value, indent, style), note);
}

/** Several new keys at once, in their order. */
export function addKeys(way: Way, values: { readonly [key: string]: YamlValue }, options: Options = {}): Spliced {
  const node = nodeAt(way);
  if (!isAlias(way.spots.at(-1)) && (isNull(node) || isEmpty(node))) return begin(way, values, styleOf(way.root), options.note);
  return joined(Object.entries(values).map(([key, value]) => addKey(way, key, value, options)));
}

/** New items at the end of the list at `way`; where nothing or null stands there, the list is begun. */
export function addItems(way: Way, values: readonly YamlValue[], { note }: Options = {}): Spliced {
  const node = nodeAt(way);
  const style = styleOf(way.root);
  if (isAlias(way.spots.at(-1))) return 'an alias stands here: write out what it names';
  if (isNull(node) || isEmpty(node)) return begin(way, values, style, note);
  if (node.kind !== 'seq') return `${node.kind === 'map' ? 'a mapping' : 'a single value'} stands where a list is needed`;
  const like = likeSiblings(node, style);
  if (node.flow) return joined(values.map((value) => addToFlow(node, endsOfItems(node), itemText(value, like), note)));
  const first = dashesOf(node)?.[0];
  if (first === undefined) return 'the list is written in a way that cannot be added to';
  const column = columnOf(node.source.text, first);
  const lines = values.map((value) => `- ${blockItem(value, column, like)}`).join(`\n${' '.repeat(column)}`);
  return after(node, endOfItem(node, node.items.length - 1), column, lines, lastPair(node), note);
}

const endsOfItems = (seq: YamlSeq) =>
  seq.items.map((item, index) => ({ start: seq.aliases?.get(index)?.start ?? item.start, end: endOfItem(seq, index) }));

const itemText = (value: YamlValue, style: Style) => (inline: number | undefined) =>
  inline === undefined || !style.json ? flow(value, style) : prettyJson(value, inline, style);

/** Several results as one: insertions at one and the same place follow each other, so what stands further in comes first. */
export function joined(results: readonly Spliced[]): Spliced {
  const insertions = new Map<number, Edit>();
  const others: Edit[] = [];
  for (const result of results) {
    if (typeof result === 'string') return result;
    for (const edit of result) {
      const before = insertions.get(edit.start);
      if (edit.end > edit.start) others.push(edit);
      else insertions.set(edit.start, before === undefined ? edit : { ...edit, text: edit.text === ',' ? ',' : before.text + edit.text });
    }
  }
  return [...insertions.values(), ...others];
}

const isEmpty = (node: YamlNode): boolean =>
  node.kind === 'map' ? node.pairs.length === 0 : node.kind === 'seq' && node.items.length === 0;

function pairText(key: string, value: YamlValue, style: Style, inline: number | undefined): string {
  if (style.json) return `${JSON.stringify(key)}: ${inline === undefined ? flow(value, style) : prettyJson(value, inline, style)}`;
  return `${flow(key, style)}: ${flow(value, style)}`;
}

/** Items of a list that are all in quotes want another one in quotes. */
function likeSiblings(seq: YamlSeq, style: Style): Style {
  const quotes = seq.items.map(quoteOf);
  const last = quotes.at(-1);
  return {
    ...style,
    quote: style.json ? '"' : (last ?? style.quote),
    quoteAlways: !style.json && quotes.every((quote) => quote !== undefined),
  };
}

const endsOfPairs = (map: YamlMap) => map.pairs.map((pair) => ({ start: pair.key.start, end: endOfPair(pair) }));

function addToBlock(map: YamlMap, render: (indent: number) => string, note: string | undefined): Spliced {
  const column = keyColumn(map);
  const last = map.pairs.at(-1);
  if (column === undefined || last === undefined) return 'the mapping is written in a way that cannot be added to';
  const spaced = isSpaced(map) ? '\n' : '';
  return after(map, endOfPair(last), column, render(column), lastPair(map), note, spaced);
}

/** Does an empty line stand before the last key of a mapping with several? */
function isSpaced(map: YamlMap): boolean {
  const { text } = map.source;
  const last = map.pairs.at(-1);
  if (map.pairs.length < 2 || last === undefined) return false;
  let line = lineStart(text, last.key.start);
  while (line > 0) {
    line = lineStart(text, line - 1);
    if (commentIndent(text, line) === undefined) return isBlankLine(text, line);
  }
  return false;
}

const lastPair = (node: YamlMap | YamlSeq): YamlNode | undefined => {
  if (node.kind === 'seq') return trailingBlock(node, undefined);
  const last = node.pairs.at(-1);
  return last === undefined ? undefined : trailingBlock(last.value, last.alias);
};

/** Lines of their own behind what ends at `end`, and behind the comments below it that stand further right. */
function after(
  node: YamlMap | YamlSeq,
  end: number,
  column: number,
  rendered: string,
  tail: YamlNode | undefined,
  note: string | undefined,
  spaced = '',
): Spliced {
  const { text } = node.source;
  const line = ' '.repeat(column) + withNote(rendered, note);
  if (tail !== undefined && tail.end > lineEnd(text, end) + 2 && keepsBreaks(text, tail.start)) {
    const at = tail.end;
    return [insert(node.source, at, text[at - 1] === '\n' ? `${line}\n` : `\n${line}`)];
  }
  if (tail !== undefined && tail.end === text.length && !text.endsWith('\n')) return before(node, line);
  return [insert(node.source, behindComments(text, end, column), `\n${spaced}${line}`)];
}

/** `|` without a line break at the end of the file: one behind it would be a part of the text. So the new line comes before it. */
function before(node: YamlMap | YamlSeq, line: string): Spliced {
  const { text } = node.source;
  const start = node.kind === 'map' ? node.pairs.at(-1)?.key.start : undefined;
  if (start === undefined || !isFirstOnLine(text, start)) return 'the file ends in a text block without a line break: add one';
  return [insert(node.source, lineStart(text, start), `${line}\n`)];
}

/** `|+`: the line breaks behind it belong to it. */
const keepsBreaks = (text: string, start: number): boolean =>
  /[|>][0-9]?\+[0-9]?[ \t]*(?:#.*)?\r?\n$/.test(text.slice(lineStart(text, start - 1), start));

function behindComments(text: string, end: number, column: number): number {
  let at = lineEnd(text, end);
  for (let line = nextLine(text, at); line < text.length; line = nextLine(text, line)) {
    const indent = commentIndent(text, line);
    if (indent === undefined || indent <= column) break;
    at = lineEnd(text, line);
  }
  return at;
}

/** The first entry of a collection that is not there yet, or is `{}`, `[]` or null. */
function begin(way: Way, value: YamlValue, style: Style, note: string | undefined): Spliced {
  const node = nodeAt(way);
  const spot = way.spots.at(-1);
  if (spot === undefined) return isNull(node) ? 'the document is empty' : replaced(node, flow(value, style));
  const written = node.end > node.start;
  const { text } = node.source;
  if (!('pair' in spot) || spot.parent.flow || style.json) {
    return written ? replaced(node, flow(value, style)) : 'nothing stands here that could be added to';
  }
  const column = keyColumn(spot.parent);
  if (column === undefined || node.tag !== undefined || node.anchor !== undefined) {
    return written ? replaced(node, flow(value, style)) : 'the mapping is written in a way that cannot be added to';
  }
  const indent = Array.isArray(value) && !style.indentLists ? column : column + style.step;
  const end = lineEnd(text, Math.max(spot.pair.key.end, node.end));
  const lines = `\n${withNote(block(value, indent, style), note)}`;
  if (!written) return [insert(node.source, end, lines)];
  const colon = text.slice(0, node.start).trimEnd().length;
  if (end === node.end) return [{ source: node.source, start: colon, end, text: lines }];
  return [{ source: node.source, start: colon, end: node.end, text: '' }, insert(node.source, end, lines)];
}

const withNote = (rendered: string, note: string | undefined): string => (note === undefined ? rendered : `${rendered} # ${note}`);

const insert = (source: Source, at: number, text: string): Edit => ({ source, start: at, end: at, text });

const replaced = ({ source, start, end }: YamlNode, text: string): Edit[] => [{ source, start, end, text }];
