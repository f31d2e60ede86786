import type { Range, YamlMap, YamlNode, YamlSeq } from '../node.ts';
import { lineEnd } from './lines.ts';
import { isAlias, nodeOf, type Spot } from './way.ts';

/** The comments in a range that holds nothing but this pair or item, in their order, each to the end of its line. */
export function commentsIn(spot: Spot, { start, end }: Range): readonly Range[] {
  const { text } = spot.parent.source;
  const scalars = scalarsOf(spot);
  const found: Range[] = [];
  let next = 0;
  for (let at = text.indexOf('#', start); at >= 0 && at < end; at = text.indexOf('#', at + 1)) {
    if (at > 0 && !/\s/.test(text[at - 1] ?? '')) continue;
    while ((scalars[next]?.end ?? text.length) <= at) next++;
    if ((scalars[next]?.start ?? text.length) <= at) continue;
    found.push({ start: at, end: lineEnd(text, at) });
    at = lineEnd(text, at);
  }
  return found;
}

/** A # in one of these is no comment. */
function scalarsOf(spot: Spot): readonly Range[] {
  const found: Range[] = 'pair' in spot ? [spot.pair.key] : [];
  const open: YamlNode[] = isAlias(spot) ? [] : [nodeOf(spot)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === 'map') found.push(...at.pairs.map(({ key }) => key));
    if (at.kind === 'scalar') found.push(at);
    else open.push(...childrenOf(at));
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What stands in a collection itself, not what its aliases name. */
export function childrenOf(node: YamlMap | YamlSeq): YamlNode[] {
  if (node.kind === 'map') return node.pairs.filter(({ alias }) => alias === undefined).map(({ value }) => value);
  return node.items.filter((_, index) => node.aliases?.has(index) !== true);
}
