import type { Edit } from '../../../model/index.ts';
import type { YamlScalar } from '../node.ts';
import { lineEnd } from './lines.ts';
import { styleOf } from './style.ts';
import { isPlainInBlock, quoted, type Style, scalar } from './value.ts';
import type { Way } from './way.ts';
import { isAlias, nodeAt, nodeOf } from './way.ts';

/** Another scalar in the place of the one at `way`, in the quotes that it has. An alias is replaced itself, not what it names. */
export function setScalar(
  way: Way,
  value: string | number | boolean,
  { note }: { readonly note?: string | undefined } = {},
): readonly Edit[] | string {
  const spot = way.spots.at(-1);
  const node = nodeAt(way);
  const style = styleOf(way.root);
  if (spot !== undefined && isAlias(spot)) {
    const range = 'pair' in spot ? spot.pair.alias : spot.parent.aliases?.get(spot.index);
    const owner = 'pair' in spot ? spot.pair.key : spot.parent;
    return range === undefined ? 'an alias stands here' : [{ source: owner.source, ...range, text: scalar(value, style) }];
  }
  if (node.kind !== 'scalar') return `${node.kind === 'map' ? 'a mapping' : 'a list'} stands where a single value is needed`;
  if (node.style === 'block') return 'a text block stands where a single value is needed';
  if (node.start === node.end) return fill(way, node, scalar(value, style), note);
  const text = typeof value === 'string' ? likeBefore(node, value, spot?.parent.flow === true, style) : scalar(value, style);
  return [{ source: node.source, start: node.start, end: node.end, text }, ...noteAt(node, note, style.json)];
}

/** Plain stays plain where the line holds nothing but the value. */
function likeBefore(node: YamlScalar, value: string, inFlow: boolean, style: Style): string {
  if (node.style === 'quoted') return quoted(value, quoteMark(node));
  return !inFlow && isPlainInBlock(value) ? value : scalar(value, style);
}

const quoteMark = ({ source, start }: YamlScalar): '"' | "'" => (source.text[start] === "'" ? "'" : '"');

function noteAt({ source, end }: YamlScalar, note: string | undefined, json: boolean): Edit[] {
  if (note === undefined || json || lineEnd(source.text, end) !== end) return [];
  return [{ source, start: end, end, text: ` # ${note}` }];
}

/** `key:` with nothing behind its colon. */
function fill(way: Way, node: YamlScalar, text: string, note: string | undefined): readonly Edit[] | string {
  const spot = way.spots.at(-1);
  if (spot === undefined || !('pair' in spot) || nodeOf(spot) !== node) return 'nothing stands here that could be replaced';
  const { source, end } = spot.pair.key;
  const colon = /^[ \t]*:/.exec(source.text.slice(end, end + 200));
  if (colon === null) return 'nothing stands here that could be replaced';
  const at = end + colon[0].length;
  return [{ source, start: at, end: at, text: ` ${text}${note === undefined || lineEnd(source.text, at) !== at ? '' : ` # ${note}`}` }];
}
