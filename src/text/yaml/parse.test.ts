import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { entriesOf, originOfPair, type YamlNode } from './node.ts';
import { parseYaml } from './parse.ts';
import { asBoolean, asInteger, asText, isNull } from './value.ts';

const parse = (text: string) => parseYaml({ path: 'x.yaml', text });
const first = (text: string): YamlNode => parse(text).documents[0] as YamlNode;

/** The tree as plain data: every scalar as its text. */
function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return isNull(node) ? null : node.text;
  if (node.kind === 'seq') return node.items.map(plain);
  return Object.fromEntries([...entriesOf(node)].map(([key, pair]) => [key, plain(pair.value)]));
}

const slice = (node: YamlNode): string => node.source.text.slice(node.start, node.end);

describe('parseYaml', () => {
  it.each([
    ['block mapping', 'a: 1\nb:\n  c: x y\n', { a: '1', b: { c: 'x y' } }],
    ['sequence in mapping without indentation', 'a:\n- 1\n- b: 2\n', { a: ['1', { b: '2' }] }],
    ['flow', 'a: {b: [1, "t w"], c: }', { a: { b: ['1', 't w'], c: null } }],
    ['JSON with tabs', '{\n\t"a":\t[1,\n\t2]}', { a: ['1', '2'] }],
    ['literal and folded', 'a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['escapes', "a: \"\\u0041\\n\"\nb: 'it''s'", { a: 'A\n', b: "it's" }],
    ['merge key', 'x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3', { x: { a: '1', b: '2' }, y: { b: '3', a: '1' } }],
    [
      'merge of several, the first wins',
      'x: &x {a: 1}\ny: &y {a: 2, b: 2}\nz: {<<: [*x, *y]}',
      { x: { a: '1' }, y: { a: '2', b: '2' }, z: { a: '1', b: '2' } },
    ],
    ['a quoted << is a key like any other', 'y: {"<<": {a: 1}}', { y: { '<<': { a: '1' } } }],
    ['CRLF', 'a: 1\r\nb: 2\r\n', { a: '1', b: '2' }],
  ])('%s', (_name, text, expected) => {
    expect(parse(text).problems).toEqual([]);
    expect(plain(first(text))).toEqual(expected);
  });

  it.each([
    ['a plain scalar', 'a: b c # d', 'b c'],
    ['a quoted scalar with its quotes', 'a: "b"', '"b"'],
    ['a flow sequence with its brackets', 'a: [1, 2 , # x\n ]\nb: 1', '[1, 2 , # x\n ]'],
    ['a flow mapping', 'a: {b: {c: 1}}\n', '{b: {c: 1}}'],
    ['a block mapping without what follows', 'a:\n  b: 1\n  c: 2\n\n# x\nd: 1', 'b: 1\n  c: 2'],
  ])('knows where it stands: %s', (_name, text, expected) => {
    const root = first(text);
    if (root.kind !== 'map') throw new Error('no mapping');
    expect(slice(entriesOf(root).get('a')?.value as YamlNode)).toBe(expected);
  });

  it('lets an inherited pair keep its place', () => {
    const root = first('x: &x\n  a: 1\ny:\n  <<: *x\n');
    const y = root.kind === 'map' ? entriesOf(root).get('y')?.value : undefined;
    const pair = y?.kind === 'map' ? entriesOf(y).get('a') : undefined;
    if (pair === undefined) throw new Error('not merged');
    expect(originOfPair(pair)).toMatchObject({ start: 8, end: 12 });
  });

  it.each([
    ['broken indentation', 'a: 1\n b: 2\n', 2, /indentation|mapping/],
    ['tab as indentation', 'a:\n\tb: 1\n', 2, /tab/],
    ['unclosed flow', 'a: [1, 2\n', 2, /./],
    ['cyclic anchor', 'a: &x\n  b: *x\n', 2, /inside the node/],
    ['unknown alias', 'a: *x\n', 1, /no anchor/],
    ['duplicate key', 'a: 1\na: 2\n', 2, /twice/],
    ['deeper than anything real', `a: ${'['.repeat(200)}`, 1, /nesting|depth/i],
  ])('names a problem with its line: %s', (_name, text, line, message) => {
    const [problem] = parse(text).problems;
    expect(problem?.line).toBe(line);
    expect(problem?.message).toMatch(message);
  });

  it('still reads the documents beside a broken one, at their own places', () => {
    const { documents, problems } = parse('a: 1\n---\nb: : c\n---\nd: 4\n');
    expect(documents.map(plain)).toEqual([{ a: '1' }, { d: '4' }]);
    expect(problems.map(({ line }) => line)).toEqual([3]);
    expect(documents[1]?.start).toBe('a: 1\n---\nb: : c\n---\n'.length);
  });

  it('does not expand a billion laughs', () => {
    const lines = ['a0: &a0 [lol, lol]'];
    for (let n = 1; n < 40; n++) lines.push(`a${n}: &a${n} [*a${n - 1}, *a${n - 1}]`);
    const start = cpuTime();
    expect(parse(lines.join('\n')).problems).toEqual([]);
    expect(cpuTime() - start).toBeLessThan(1000);
  });

  it('reads what js-yaml reads', () => {
    const leaf = fc.oneof(fc.string(), fc.integer().map(String), fc.constant(null));
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1 }), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (data) => {
        const text = dump(data, { forceQuotes: true });
        expect(plain(first(text))).toEqual(load(text) ?? {});
      }),
    );
  });

  it('throws on no text', () => {
    const bits = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&x',
      '*x',
      '---\n',
      '|',
      '>',
      '#',
      '\t',
      '<<',
      '!t',
      '%',
      ',',
      '?',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => void parse(parts.join(''))),
      { numRuns: 2000 },
    );
  });
});

describe('scalars', () => {
  it.each([
    ['true', true],
    ['yes', true],
    ['Off', false],
    ['"true"', undefined],
    ['1', undefined],
    ['', undefined],
  ])('asBoolean(%s)', (text, expected) => expect(asBoolean(valueIn(text))).toBe(expected));

  it.each([
    ['12', 12],
    ['-3', -3],
    ['0644', 0o644],
    ['0o644', 0o644],
    ['0x1f', 31],
    ['0', 0],
    ['1_000', 1000],
    ['"12"', undefined],
    ['1.5', undefined],
    ['08', undefined],
  ])('asInteger(%s)', (text, expected) => expect(asInteger(valueIn(text))).toBe(expected));

  it.each([
    ['~', undefined],
    ['null', undefined],
    ['"null"', 'null'],
    ['x', 'x'],
    ['[]', undefined],
  ])('asText(%s)', (text, expected) => expect(asText(valueIn(text))).toBe(expected));
});

function valueIn(text: string): YamlNode | undefined {
  const root = first(`a: ${text}`);
  return root.kind === 'map' ? entriesOf(root).get('a')?.value : undefined;
}
