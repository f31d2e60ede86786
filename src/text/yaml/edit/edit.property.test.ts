import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Source } from '../../../model/index.ts';
import { applyEdits } from '../../edit.ts';
import type { YamlNode } from '../node.ts';
import { parseYaml } from '../parse.ts';
import { addItems, addKey, below, itemBelow, nodeAt, remove, setScalar, type Way } from './index.ts';

/** A value, and how its lines are written. */
type Made =
  | { readonly kind: 'scalar'; readonly text: string; readonly block: boolean }
  | {
      readonly kind: 'map' | 'seq';
      readonly children: readonly Made[];
      readonly flow: boolean;
      readonly dent: boolean;
      readonly comments: readonly number[];
    };

const leaf = fc.record({
  kind: fc.constant('scalar' as const),
  text: fc.constantFrom('a', '1', 'true', '"q # x"', "'it''s'", '', '~', 'two words', 'x:y', '"a: b"', '{}', '[]'),
  block: fc.boolean(),
});
const { made } = fc.letrec<{ made: Made }>((tie) => ({
  made: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('map' as const, 'seq' as const),
      children: fc.array(tie('made'), { minLength: 1, maxLength: 4 }),
      flow: fc.boolean(),
      dent: fc.boolean(),
      comments: fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }),
    }),
  ),
}));

let comments = 0;
const comment = () => `# comment ${comments++}.`;

function flowText(node: Made): string {
  if (node.kind === 'scalar') return node.text;
  const parts = node.children.map((child, index) => (node.kind === 'map' ? `k${index}: ${flowText(child)}` : flowText(child) || '""'));
  return node.kind === 'map' ? `{${parts.join(', ')}}` : `[ ${parts.join(',  ')} ]`;
}

/** What stands behind `key:` or a dash. */
function behind(node: Made, indent: number): string {
  if (node.kind === 'scalar') {
    if (node.block) return ` |\n${' '.repeat(indent + 2)}# no comment\n${' '.repeat(indent + 2)}text`;
    return node.text === '' ? '' : ` ${node.text}`;
  }
  if (!node.flow) return `\n${blockText(node, indent + (node.dent || node.kind === 'map' ? 2 : 0))}`;
  if (!node.dent) return ` ${flowText(node)}`;
  const inner = ' '.repeat(indent + 4);
  const parts = node.children.map((child, index) => (node.kind === 'map' ? `k${index}: ${flowText(child)}` : flowText(child) || '""'));
  const lines = parts.map(
    (part, index) => `${inner}${part}${index < parts.length - 1 ? ',' : ''}${node.comments[index] === 0 ? ` ${comment()}` : ''}`,
  );
  return node.kind === 'map'
    ? ` {\n${lines.join('\n')}\n${' '.repeat(indent + 2)}}`
    : ` [\n${lines.join('\n')}\n${' '.repeat(indent + 2)}]`;
}

function blockText(node: Made & { kind: 'map' | 'seq' }, indent: number): string {
  return node.children
    .map((child, index) => {
      const space = ' '.repeat(indent);
      const what = node.comments[index] ?? 5;
      const above = what === 1 ? `${space}${comment()}\n` : what === 2 ? '\n' : '';
      const isInline = child.kind === 'scalar' ? !child.block : child.flow && !child.dent;
      const right = what === 3 && isInline ? ` ${comment()}` : '';
      const nested = node.kind === 'seq' && child.kind !== 'scalar' && !child.flow;
      const lead = node.kind === 'map' ? `k${index}:` : '-';
      if (nested) return `${above}${space}- ${blockText({ ...child, comments: [5, ...child.comments.slice(1)] }, indent + 2).trimStart()}`;
      return `${above}${space}${lead}${behind(child, indent)}${right}${what === 4 && isInline ? `\n${space}    ${comment()}` : ''}`;
    })
    .join('\n');
}

const plain = (text: string): unknown[] =>
  parseAllDocuments(text, { merge: true }).map((document) => {
    if (document.errors.length > 0) throw new Error(`${document.errors[0]?.message}\n${text}`);
    return document.toJS() as unknown;
  });

/** Every place of a tree, with the keys that lead there. */
function places(way: Way, keys: readonly (string | number)[] = []): [Way, readonly (string | number)[]][] {
  const node = nodeAt(way);
  const inner =
    node.kind === 'map'
      ? node.pairs.flatMap(({ key }) => (below(way, key.text) === undefined ? [] : [[below(way, key.text) as Way, key.text] as const]))
      : node.kind === 'seq'
        ? node.items.flatMap((_, index) => (itemBelow(way, index) === undefined ? [] : [[itemBelow(way, index) as Way, index] as const]))
        : [];
  return [[way, keys], ...inner.flatMap(([next, key]) => places(next, [...keys, key]))];
}

/** The same change on plain data; `undefined` where the change makes no sense there. */
function change(
  data: unknown,
  keys: readonly (string | number)[],
  act: (parent: Record<string | number, unknown>, key: string | number) => void,
): unknown {
  const copy = structuredClone(data);
  const holder = { root: copy } as Record<string | number, unknown>;
  const way = ['root', ...keys];
  let at = holder;
  for (const key of way.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  act(at, way.at(-1) as string | number);
  return holder.root;
}

const cut = (parent: Record<string | number, unknown>, key: string | number): void => {
  if (Array.isArray(parent)) parent.splice(key as number, 1);
  else delete parent[key];
};

/** Empty parents go too. */
function cutUpwards(data: unknown, keys: readonly (string | number)[]): unknown {
  let [at, left] = [data, keys];
  for (;;) {
    at = change(at, left, cut);
    if (left.length <= 1) return at;
    left = left.slice(0, -1);
    let parent: unknown = at;
    for (const key of left) parent = (parent as Record<string | number, unknown>)[key];
    if (Object.keys(parent as object).length > 0) return at;
  }
}

const numbersIn = (text: string): string[] => [...text.matchAll(/# comment (\d+)\./g)].map(([, number]) => number as string);

const ops = ['add key', 'add item', 'set', 'remove'] as const;

it.each(['\n', '\r\n'])('an edit changes what it is about and nothing else (line end %j)', (lineEnd) => {
  let done = 0;
  fc.assert(
    fc.property(made, fc.constantFrom(...ops), fc.nat(), fc.boolean(), fc.boolean(), (tree, op, pick, marked, closed) => {
      fc.pre(tree.kind === 'map' && !tree.flow);
      comments = 0;
      const written = `${marked ? '---\n' : ''}${blockText(tree as Made & { kind: 'map' }, 0)}${closed ? '\n' : ''}`;
      const source: Source = { path: 'x', text: written.replaceAll('\n', lineEnd) };
      const { documents, problems } = parseYaml(source);
      if (problems.length > 0) throw new Error(`${problems[0]?.message}\n${source.text}`);
      const all = places({ root: documents[0] as YamlNode, spots: [] });
      const [way, keys] = all[pick % all.length] as (typeof all)[number];
      const node = nodeAt(way);
      const [before] = plain(source.text);
      const result =
        op === 'add key'
          ? addKey(way, 'new', { x: ['a', 1] })
          : op === 'add item'
            ? addItems(way, ['new:item'])
            : op === 'set'
              ? setScalar(way, 'other')
              : remove(way, 0);
      if (typeof result === 'string') return;
      const text = applyEdits(source, result);
      const [after] = plain(text);
      const expected =
        op === 'remove'
          ? cutUpwards(before, keys)
          : change(before, keys, (parent, key) => {
              const old = parent[key];
              if (op === 'set') parent[key] = 'other';
              else if (op === 'add key') parent[key] = { ...(old as object), new: { x: ['a', 1] } };
              else parent[key] = [...(Array.isArray(old) ? old : []), 'new:item'];
            });
      // Where nothing would be left of the document, brackets stay, or it is refused.
      if (op === 'remove' && Object.keys(expected as object).length === 0) return;
      const shown = `${op} ${keys.join('.')} (${node.kind})\n${source.text}\n=====\n${text}`;
      expect(after, shown).toEqual(expected);
      expect(parseYaml({ path: 'x', text }).problems, shown).toEqual([]);
      const kept = numbersIn(text);
      const lost = numbersIn(source.text).filter((number) => !kept.includes(number));
      expect(lost, shown).toEqual([]);
      if (source.text.includes('\r\n')) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
      done++;
    }),
    { numRuns: 3000 },
  );
  expect(done).toBeGreaterThan(800);
});
