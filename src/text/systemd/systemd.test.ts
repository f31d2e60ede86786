import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonFor } from '../shell/holes.ts';
import { expand, parseUnit, specifiersOf, type UnitEntry, wholeOf, wordsOf } from './index.ts';

const parse = (text: string) => parseUnit({ path: 'web.container', text });
const said = (text: string) => parse(text).entries.map(({ section, key, value }) => [section, key, value.text]);
const first = (value: string): UnitEntry => parse(`[A]\nK=${value}`).entries[0] as UnitEntry;

describe('parseUnit', () => {
  it.each<[string, [string, string, string][]]>([
    ['[A]\nK=v', [['A', 'K', 'v']]],
    ['\ufeff[A]\r\n  K = v  \r\n', [['A', 'K', 'v']]],
    [
      '[A]\nK=1\n[B]\nK=2\n[A]\nK=3',
      [
        ['A', 'K', '1'],
        ['B', 'K', '2'],
        ['A', 'K', '3'],
      ],
    ],
    ['[A]\n# K=1\n; K=2\nK=', [['A', 'K', '']]],
    ['[A]\nK=a \\\n  b \\\n# not this\n  c', [['A', 'K', 'a  b  c']]],
    ['[A]\nK=a=b', [['A', 'K', 'a=b']]],
    ['[A]\nK=[B]', [['A', 'K', '[B]']]],
    ['[A]\nK=a\\', [['A', 'K', 'a']]],
  ])('%j', (text, expected) => {
    expect(said(text)).toEqual(expected);
    expect(parse(text).problems).toEqual([]);
  });

  it('says which line is no entry', () => {
    const { problems, entries } = parse('[A]\nhello\nK=1');
    expect(problems).toEqual([{ file: 'web.container', line: 2, column: 1, message: expect.stringContaining('was not read') }]);
    expect(entries).toHaveLength(1);
  });

  it('gives an entry its place, from the key to the end of its last line', () => {
    const text = '[A]\n K=a \\\n   b\nL=1';
    const [entry] = parse(text).entries;
    expect(text.slice(entry?.origin.start, entry?.origin.end)).toBe('K=a \\\n   b');
  });
});

describe('wordsOf', () => {
  it.each<[string, string[]]>([
    ['a b\tc', ['a', 'b', 'c']],
    ['"a b" \'c d\'', ['a b', 'c d']],
    ['a"b c"d', ['ab cd']],
    ['""', ['']],
    ['a\\ b', ['a b']],
    ['"a\\"b"', ['a"b']],
    ['a\\nb', ['a\nb']],
    ['"open', ['open']],
    ['', []],
  ])('%j', (value, expected) => expect(wordsOf(first(value)).map(({ text }) => text)).toEqual(expected));

  it('gives each word its place, over lines', () => {
    const text = '[A]\nK=one \\\n  "two three"';
    const [entry] = parse(text).entries;
    expect(wordsOf(entry as UnitEntry).map(({ start, end }) => text.slice(start, end))).toEqual(['one', '"two three"']);
  });
});

it.each([
  ['"a b"', 'a b'],
  ['"a" "b"', 'a" "b'],
  ['a b', 'a b'],
])('the whole of %j is %j', (value, expected) => expect(wholeOf(first(value))).toBe(expected));

describe('expand', () => {
  const specifiers = specifiersOf('web@one.container', { home: '/home/me', runtime: undefined });
  it.each([
    ['plain', 'plain'],
    ['%h/data', '/home/me/data'],
    ['100%%', '100%'],
    ['%p-%i', 'web-one'],
    ['%N %n', 'web@one web@one.service'],
    ['$$HOME', '$HOME'],
    ['a$b', 'a$b'],
  ])('%s', (text, expected) => expect(expand(text, specifiers)).toBe(expected));

  it.each([
    ['%t/x', '%t is filled in by systemd'],
    ['%H', '%H is filled in by systemd'],
    [`a-\${B}`, `\${B} is set when the service starts`],
    ['$ALONE', '$ALONE is set when the service starts'],
  ])('%s is not known', (text, because) => expect(reasonFor(expand(text, specifiers))).toBe(because));

  it('does not know the instance of a template', () => {
    expect(reasonFor(expand('%i', specifiersOf('web@.container', { home: undefined, runtime: undefined })))).toBeDefined();
  });
});

describe('any text', () => {
  const lines = fc.array(fc.constantFrom('[A]', 'K=', '=', ' \\', '\n', '"', "'", 'a b', '%h', '$', '{', '#', '\\', 'Key=v'), {
    maxLength: 60,
  });
  it('is read, each word inside its entry', () => {
    fc.assert(
      fc.property(lines, (pieces) => {
        const text = pieces.join('');
        for (const entry of parse(text).entries) {
          for (const { start, end } of wordsOf(entry)) {
            expect(start).toBeGreaterThanOrEqual(entry.origin.start);
            expect(end).toBeLessThanOrEqual(entry.origin.end);
          }
        }
      }),
    );
  });
});
