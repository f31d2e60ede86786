import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsOf } from './commands.ts';
import { quoteWords } from './quote.ts';
import { literal, type Word } from './word.ts';

const spelled = (text: string): string[][] =>
  commandsOf(text).map(({ words }) => words.map((word) => literal(word) ?? text.slice(word.start, word.end)));

describe('commandsOf', () => {
  const rows: readonly [string, readonly (readonly string[])[]][] = [
    ['', []],
    ['a b  c', [['a', 'b', 'c']]],
    [`'a b' "c d" e\\ f`, [['a b', 'c d', 'e f']]],
    [`a'b'"c"d`, [['abcd']]],
    [`'' ""`, [['', '']]],
    [`"a\\"b\\$c\\d"`, [['a"b$c\\d']]],
    [`'a\\b'`, [['a\\b']]],
    ['a\\\nb', [['ab']]],
    ['a \\\n b', [['a', 'b']]],
    ['"a\\\nb"', [['ab']]],
    ['a\\', [['a\\']]],
    ['$\'a\\nb\' $"c"', [['a\nb', 'c']]],
    [
      '"$A" $B ${C:-"x y"} $(d e)',
      [
        ['d', 'e'],
        ['"$A"', '$B', '${C:-"x y"}', '$(d e)'],
      ],
    ],
    ['"open', [['open']]],
    ["'open", [['open']]],
    ['$(open', [['open'], ['$(open']]],
    ['$', [['$']]],
    ['a;b&c|d||e&&f\ng', [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ['a 2>x b', [['a', 'b']]],
    ['a 2 >x', [['a', '2']]],
    ['a{1,2}', [['a{1,2}']]],
    ['x=(a b)', [['x=(a b)']]],
  ];
  for (const [text, expected] of rows) it(JSON.stringify(text), () => expect(spelled(text)).toEqual(expected));

  it('knows what may not run', () => {
    const nested = commandsOf('a; b && c; if d; then e; fi; (f); g | h; i & j').map(({ words, nested }) => [
      literal(words[0] as Word),
      nested,
    ]);
    expect(nested).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
      ['d', true],
      ['e', true],
      ['f', true],
      ['g', true],
      ['h', true],
      ['i', true],
      ['j', false],
    ]); // prettier-ignore
  });

  it('knows what is deferred', () => {
    const deferred = commandsOf('a\nf() { b; { c; }; }\nd\nfunction g {\ne\n}\nh\nk () ( l )\nm').map(({ words, deferred }) => [
      literal(words[0] as Word),
      deferred,
    ]);
    expect(Object.fromEntries(deferred)).toEqual({
      a: false,
      f: false,
      b: true,
      c: true,
      d: false,
      e: true,
      h: false,
      k: false,
      l: true,
      m: false,
    });
  });

  it('quoted words come back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (words) => {
        const commands = commandsOf(`: ${quoteWords(words)}`);
        expect(commands.map((command) => command.words.map(literal))).toEqual([[':', ...words]]);
      }),
    );
  });

  it('every word lies where it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (words) => {
        const text = `: ${quoteWords(words)}`;
        const found = commandsOf(text)[0]?.words ?? [];
        expect(found.slice(1).map(({ start, end }) => text.slice(start, end))).toEqual(words.map((word) => quoteWords([word])));
      }),
    );
  });

  it('any text is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab =+"\'\\$`(){}<>;&|#\n\t-![]~*?:'), maxLength: 200 }), (text) => {
        for (const { words } of commandsOf(text)) {
          for (const { start, end } of words) expect(start >= 0 && end > start && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  for (const unit of [
    'a ',
    '"',
    "'",
    '`',
    '$(',
    '${X:-',
    '$((',
    '\\',
    '<<E\n',
    '(',
    'x=(',
    'case a in ',
    '#',
    '$X',
    '"$(',
    '${X:-"',
    '<(',
    'x=(<(',
    'if ',
    '{ ',
    'f() {',
    '`$(',
  ]) {
    it(`a megabyte of ${JSON.stringify(unit)} in time`, () => {
      const text = unit.repeat(1_000_000 / unit.length);
      const started = performance.now();
      commandsOf(text);
      expect(performance.now() - started).toBeLessThan(8_000);
    });
  }
});
