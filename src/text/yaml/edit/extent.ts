import type { Range, YamlMap, YamlNode, YamlPair, YamlSeq } from '../node.ts';
import { columnOf, lineStart } from './lines.ts';

/** Where what a pair says ends: the offset behind its last character, comments not counted. */
export const endOfPair = ({ key, value, alias }: YamlPair): number => Math.max(key.end, alias?.end ?? endOf(value));

export function endOfItem(seq: YamlSeq, index: number): number {
  const node = seq.items[index];
  const alias = seq.aliases?.get(index);
  if (alias !== undefined || node === undefined) return alias?.end ?? seq.start;
  // The parser puts an item with nothing in it behind the one before.
  if (!seq.flow && node.kind === 'scalar' && node.start === node.end) return (dashesOf(seq)?.[index] ?? node.end) + 1;
  return endOf(node);
}

/** Behind the last character of a node that stands here; a block scalar's trailing line breaks are not counted. */
export function endOf(node: YamlNode): number {
  let at = node;
  for (;;) {
    if (at.kind === 'scalar') return at.style === 'block' ? trimmed(at.source.text, at.start, at.end) : at.end;
    if (at.flow) return at.end;
    if (at.kind === 'map') {
      const last = at.pairs.at(-1);
      if (last === undefined) return at.end;
      if (last.alias !== undefined || last.value.end <= last.key.end) return Math.max(last.key.end, last.alias?.end ?? 0);
      at = last.value;
    } else {
      const index = at.items.length - 1;
      const last = at.items[index];
      const alias = at.aliases?.get(index);
      if (alias !== undefined) return alias.end;
      if (last === undefined) return at.end;
      if (last.kind === 'scalar' && last.start === last.end) return (dashesOf(at)?.at(-1) ?? at.start) + 1;
      at = last;
    }
  }
}

function trimmed(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

/** The last scalar of a node, if it is a block scalar: what follows it could become a part of it. */
export function trailingBlock(node: YamlNode, alias: Range | undefined): (YamlNode & { kind: 'scalar' }) | undefined {
  let [at, named]: [YamlNode | undefined, Range | undefined] = [node, alias];
  while (at !== undefined && named === undefined) {
    if (at.kind === 'scalar') return at.style === 'block' ? at : undefined;
    if (at.flow) return undefined;
    if (at.kind === 'map') [at, named] = [at.pairs.at(-1)?.value, at.pairs.at(-1)?.alias];
    else [at, named] = [at.items.at(-1), at.aliases?.get(at.items.length - 1)];
  }
  return undefined;
}

/** The offset of each item's dash; undefined where they cannot be told (the caller then refuses). */
export function dashesOf(seq: YamlSeq): readonly number[] | undefined {
  const { text } = seq.source;
  if (seq.flow || text[seq.start] !== '-') return undefined;
  const column = columnOf(text, seq.start);
  const found = [seq.start];
  const indent = ' '.repeat(column);
  for (let at = text.indexOf('\n', seq.start) + 1; at > 0 && at < Math.max(seq.end, seq.start + 1); at = text.indexOf('\n', at) + 1) {
    if (text.startsWith(`${indent}-`, at) && /^(?:\s|$)/.test(text.slice(at + column + 1, at + column + 2))) found.push(at + column);
  }
  // A lone dash behind the last item that says something lies behind the end that the parser gives.
  for (let at = text.indexOf('\n', found.at(-1) ?? 0) + 1; found.length < seq.items.length && at > 0; at = text.indexOf('\n', at) + 1) {
    if (text.startsWith(`${indent}-`, at) && /^(?:\s|$)/.test(text.slice(at + column + 1, at + column + 2))) found.push(at + column);
  }
  return found.length === seq.items.length ? found : undefined;
}

/** The column of a block mapping's keys; undefined where no key stands at a clean place. */
export function keyColumn(map: YamlMap): number | undefined {
  const { text } = map.source;
  for (const { key } of map.pairs) {
    const before = text.slice(lineStart(text, key.start), key.start);
    if (/^[ ]*(?:- +)*$/.test(before)) return before.length;
  }
  return undefined;
}

/** Where a node's anchor and tag begin, which stand before it; only on its own line. */
export function propsStart(node: YamlNode): number {
  const { text } = node.source;
  const before = text.slice(lineStart(text, node.start), node.start);
  const props = /(?:[&!][^\s,[\]{}]*[ \t]+)+$/.exec(before);
  return node.start - (props?.[0].length ?? 0);
}
