import type { Edit } from '../../../model/index.ts';
import type { Range, YamlNode, YamlSeq } from '../node.ts';
import { childrenOf, commentsIn } from './comments.ts';
import { dashesOf, endOfItem, endOfPair, propsStart, trailingBlock } from './extent.ts';
import { tailOf } from './flow.ts';
import { columnOf, commentIndent, isBlankLine, isFirstOnLine, lineEnd, lineStart, nextLine } from './lines.ts';
import { isAlias, nodeOf, type Spot, type Way } from './way.ts';

/**
 * Takes away the pair or item at the end of `way`. A collection that is left empty goes with it, up to the first `keep` spots of the
 * way, which stay. Comments stay: one behind something that goes gets a line of its own.
 */
export function remove(way: Way, keep: number): readonly Edit[] | string {
  let { spots } = way;
  while (spots.length > keep && isOnly(spots.at(-1))) spots = spots.slice(0, -1);
  const spot = spots.at(-1);
  if (spot === undefined || spots.length <= keep) return emptied(way) ?? 'nothing would be left of what it stands in';
  if (holdsUsedAnchor(way.root, spot)) return 'an anchor in it is used elsewhere in the file: write the value out there first';
  const { start, end } = spot.parent;
  return resting(spot.parent.flow ? fromFlow(spot) : fromBlock(spot), { start, end });
}

/** Where what would be left empty has to stay, its brackets stay. */
function emptied({ spots }: Way): readonly Edit[] | undefined {
  const parent = spots.at(-1)?.parent;
  if (parent === undefined || !parent.flow || !isOneLine(parent)) return undefined;
  return [{ source: parent.source, start: parent.start, end: parent.end, text: parent.kind === 'map' ? '{}' : '[]' }];
}

/** Whatever else is taken out of the collection decides whether it goes as a whole. */
const resting = (result: readonly Edit[] | string, within: Range): readonly Edit[] | string =>
  typeof result === 'string' ? result : result.map((edit) => ({ ...edit, within }));

/** The same for several items of one list. */
export function removeItems(ways: readonly Way[], keep: number): readonly Edit[] | string {
  const [first] = ways;
  const spot = first?.spots.at(-1);
  if (first === undefined || spot === undefined || 'pair' in spot) return 'there is nothing to remove';
  const gone = new Set(ways.flatMap((way) => indexOf(way) ?? []));
  if (ways.length === 1) return remove(first, keep);
  if (gone.size === spot.parent.items.length) return remove({ root: first.root, spots: first.spots.slice(0, -1) }, keep);
  if (!spot.parent.flow)
    return gathered(
      [...gone]
        .sort((a, b) => a - b)
        .map((index) => remove({ ...first, spots: [...first.spots.slice(0, -1), { parent: spot.parent, index }] }, keep)),
    );
  const { source, start, end, items } = spot.parent;
  const { text } = source;
  if (/[#\n]/.test(text.slice(start, end))) return 'several entries of a list over several lines would have to go: take them out by hand';
  const kept = items.flatMap((_, index) =>
    gone.has(index) ? [] : [text.slice(starts(spot.parent)[index], endOfItem(spot.parent, index))],
  );
  return [{ source, start, end, text: `[${kept.join(', ')}]` }];
}

const indexOf = ({ spots }: Way): number | undefined => {
  const spot = spots.at(-1);
  return spot === undefined || 'pair' in spot ? undefined : spot.index;
};

function gathered(results: readonly (readonly Edit[] | string)[]): readonly Edit[] | string {
  const edits: Edit[] = [];
  for (const result of results) {
    if (typeof result === 'string') return result;
    edits.push(...result);
  }
  return edits;
}

/** Is this the last one of a collection, so that to remove it is to remove the collection? */
const isOnly = (spot: Spot | undefined): boolean => {
  if (spot === undefined) return false;
  return ('pair' in spot ? spot.parent.pairs.length : spot.parent.items.length) === 1;
};

/** Do all of its characters stand on one line? */
const isOneLine = ({ source, start, end }: YamlNode): boolean => !source.text.slice(start, end).includes('\n');

interface Place extends Range {
  /** Where the next sibling begins; undefined: it is the last. */
  readonly next: number | undefined;
  readonly previousEnd: number | undefined;
}

function placeOf(spot: Spot): Place | undefined {
  if ('pair' in spot) {
    const { pairs } = spot.parent;
    const index = pairs.indexOf(spot.pair);
    const [previous, next] = [pairs[index - 1], pairs[index + 1]];
    return {
      start: propsStart(spot.pair.key),
      end: endOfPair(spot.pair),
      next: next && propsStart(next.key),
      previousEnd: previous && endOfPair(previous),
    };
  }
  const { parent, index } = spot;
  const start = parent.flow ? starts(parent) : dashesOf(parent);
  const own = start?.[index];
  if (own === undefined) return undefined;
  const end = Math.max(endOfItem(parent, index), own + (parent.flow ? 0 : 1));
  return { start: own, end, next: start?.[index + 1], previousEnd: index === 0 ? undefined : endOfItem(parent, index - 1) };
}

const starts = (seq: YamlSeq): number[] => seq.items.map((item, index) => seq.aliases?.get(index)?.start ?? propsStart(item));

const strange = 'it is written in a way that cannot be taken apart';

function fromBlock(spot: Spot): readonly Edit[] | string {
  const place = placeOf(spot);
  const { source } = spot.parent;
  const { text } = source;
  if (place === undefined) return strange;
  if (isFirstOnLine(text, place.start)) return wholeLines(spot, place);
  // The first of its siblings, behind a dash: the next one takes its place.
  if (place.next === undefined) return strange;
  const range = { start: place.start, end: place.next };
  const comments = commentsIn(spot, range);
  if (comments.some(({ start }) => isFirstOnLine(text, start))) return strange;
  const line = lineStart(text, place.start);
  const moved = comments.map((comment) => `${indentOf(text, line)}${text.slice(comment.start, comment.end)}\n`).join('');
  const above = moved === '' ? [] : [{ source, start: line, end: line, text: moved }];
  return [...above, { source, ...range, text: '' }];
}

function wholeLines(spot: Spot, { start, end }: Place): readonly Edit[] | string {
  const { source } = spot.parent;
  const { text } = source;
  const from = lineStart(text, start);
  const to = nextLine(text, end);
  if (swallowed(spot, to)) return 'a text block before it would take in the comment behind it';
  const edits: Edit[] = [];
  const top = followsBlock(spot) ? indentOf(text, from) : undefined;
  let at = from;
  let moved = '';
  const cut = (end: number): void => {
    if (end > at) edits.push({ source, start: at, end, text: moved });
    moved = '';
  };
  for (const comment of commentsIn(spot, { start: from, end: to })) {
    if (isFirstOnLine(text, comment.start)) {
      cut(lineStart(text, comment.start));
      at = nextLine(text, comment.start);
    } else moved += `${top ?? indentOf(text, lineStart(text, comment.start))}${text.slice(comment.start, comment.end)}\n`;
  }
  cut(to);
  return lastLine(text, edits, to);
}

const indentOf = (text: string, line: number): string => /^[ \t]*/.exec(text.slice(line, nextLine(text, line)))?.[0] ?? '';

/** At the end of a file without a last line break, the one before goes instead. */
function lastLine(text: string, edits: readonly Edit[], to: number): readonly Edit[] {
  const last = edits.at(-1);
  if (last === undefined || to < text.length || text.endsWith('\n') || last.end !== to || last.start === 0) return edits;
  if (last.text !== '') return [...edits.slice(0, -1), { ...last, text: last.text.slice(0, -1) }];
  const start = text[last.start - 2] === '\r' ? last.start - 2 : last.start - 1;
  return [...edits.slice(0, -1), { ...last, start }];
}

/** A block scalar before, and a comment behind that stands as far right as its text. */
function swallowed(spot: Spot, to: number): boolean {
  const { text } = spot.parent.source;
  if (!followsBlock(spot)) return false;
  let line = to;
  while (line < text.length && isBlankLine(text, line)) line = nextLine(text, line);
  const comments = commentIndent(text, line) ?? 0;
  const inside = text.slice(lineStart(text, 'pair' in spot ? spot.pair.key.start : spot.parent.start), to);
  return comments > columnOf(text, 'pair' in spot ? spot.pair.key.start : spot.parent.start) || /^[ \t]*#/m.test(inside);
}

/** Does what stands before it end in a text block? */
function followsBlock(spot: Spot): boolean {
  const index = 'pair' in spot ? spot.parent.pairs.indexOf(spot.pair) : spot.index;
  const before = 'pair' in spot ? spot.parent.pairs[index - 1] : undefined;
  const node = 'pair' in spot ? before?.value : spot.parent.items[index - 1];
  const alias = 'pair' in spot ? before?.alias : spot.parent.aliases?.get(index - 1);
  return node !== undefined && trailingBlock(node, alias) !== undefined;
}

function fromFlow(spot: Spot): readonly Edit[] | string {
  const place = placeOf(spot);
  const { source, end: close } = spot.parent;
  const { text } = source;
  if (place === undefined) return strange;
  const { start, next, previousEnd } = place;
  const { end, comma } = tailOf(text, place.end, close);
  if (commentsIn(spot, { start, end: place.end }).length > 0) return 'a comment stands between its brackets: take it out by hand';
  // A comment behind it stays where it is, and with it the line.
  const tail = comma === undefined ? end : comma + 1;
  const comment = isFirstOnLine(text, start) ? /^[ \t]*(?=#)/.exec(text.slice(tail, lineEnd(text, tail))) : null;
  const alone: Edit = { source, start, end: tail + (comment?.[0].length ?? 0), text: '' };
  if (next !== undefined) return [text.slice(end, next).includes('#') ? alone : { ...alone, end: next }];
  if (previousEnd === undefined) return strange;
  const before = tailOf(text, previousEnd, close).comma;
  if (before === undefined) return strange;
  if (comment !== null) return comma === undefined ? [{ source, start: before, end: before + 1, text: '' }, alone] : [alone];
  // With a comma behind the last one, the one before keeps its own.
  const from = lineIsOwn(text, start) ? lineStart(text, start) - 1 : start;
  if (comma !== undefined) return [{ source, start: Math.max(from, before + 1), end: comma + 1, text: '' }];
  const blank = text.slice(before + 1, start).trim() === '';
  if (blank) return [{ source, start: before, end, text: '' }];
  return [
    { source, start: before, end: before + 1, text: '' },
    { source, start: from, end, text: '' },
  ];
}

const lineIsOwn = (text: string, start: number): boolean =>
  isFirstOnLine(text, start) && lineStart(text, start) > 0 && lineEnd(text, start) > start;

/** Does an alias outside of it name an anchor inside of it? */
function holdsUsedAnchor(root: YamlNode, spot: Spot): boolean {
  if (isAlias(spot)) return false;
  const anchored = new Set<YamlNode>();
  for (const node of walk(nodeOf(spot))) if (node.anchor !== undefined) anchored.add(node);
  if (anchored.size === 0) return false;
  const inside = new Set(walk(nodeOf(spot)));
  for (const node of walk(root)) {
    if (inside.has(node)) continue;
    if (node.kind === 'map' && node.pairs.some(({ alias, value }) => alias !== undefined && anchored.has(value))) return true;
    if (node.kind === 'seq' && node.items.some((item, index) => node.aliases?.has(index) === true && anchored.has(item))) return true;
  }
  return false;
}

function* walk(root: YamlNode): Generator<YamlNode> {
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (node.kind !== 'scalar') open.push(...childrenOf(node));
  }
}
