import type { YamlNode, YamlScalar } from '../node.ts';
import { keyColumn } from './extent.ts';
import { columnOf, lineStart } from './lines.ts';
import type { Style } from './value.ts';

const styles = new WeakMap<YamlNode, Style>();

/** How a document is written, looked up from its first lines of each kind. Kept per document. */
export function styleOf(root: YamlNode): Style {
  let style = styles.get(root);
  if (style === undefined) {
    style = observed(root);
    styles.set(root, style);
  }
  return style;
}

/** Nodes looked at: what a file does on its first pages it does everywhere. */
const enough = 400;

function observed(root: YamlNode): Style {
  let step: number | undefined;
  let indentLists: boolean | undefined;
  let quote: Style['quote'] | undefined;
  const open: YamlNode[] = [root];
  for (let seen = 0; seen < enough; seen++) {
    const node = open.shift();
    if (node === undefined) break;
    if (node.kind === 'seq') open.push(...node.items.slice(0, 20));
    if (node.kind !== 'map') continue;
    const column = node.flow ? undefined : keyColumn(node);
    for (const { value, alias } of node.pairs) {
      if (alias !== undefined) continue;
      open.push(value);
      quote ??= quoteOf(value);
      if (column === undefined || value.kind === 'scalar' || value.flow) continue;
      if (value.kind === 'map') step ??= positive((keyColumn(value) ?? 0) - column);
      else indentLists ??= columnOf(value.source.text, value.start) > column;
    }
  }
  const json = root.kind !== 'scalar' && root.flow && isJson(root);
  return {
    json,
    quote: json ? '"' : (quote ?? '"'),
    quoteAlways: false,
    step: step ?? (json ? jsonStep(root) : 2),
    indentLists: indentLists ?? true,
  };
}

const positive = (number: number): number | undefined => (number > 0 ? number : undefined);

export const quoteOf = (node: YamlNode): Style['quote'] | undefined =>
  node.kind === 'scalar' && node.style === 'quoted' ? (node.source.text[node.start] === "'" ? "'" : '"') : undefined;

function isJson(root: YamlNode): boolean {
  if (root.kind === 'map') return root.pairs.every(({ key }: { key: YamlScalar }) => key.style === 'quoted');
  return root.kind === 'seq' && root.items.every((item) => item.kind === 'scalar' || isJson(item));
}

function jsonStep(root: YamlNode): number {
  const first = root.kind === 'map' ? root.pairs[0]?.key : root.kind === 'seq' ? root.items[0] : undefined;
  if (first === undefined) return 2;
  const { text } = root.source;
  const step = columnOf(text, first.start) - (text.slice(lineStart(text, root.start), root.start).match(/^ */)?.[0].length ?? 0);
  return lineStart(text, first.start) > root.start && step > 0 ? step : 2;
}
