import { describe, expect, it } from 'vitest';
import { expand } from './expand.ts';
import { shownOf, type Variable } from './variable.ts';

const known: Readonly<Record<string, string>> = { A: 'value', E: '', P: '/usr/lib/x.tar.gz', U: 'ü', N: '12' };

const lookup = (name: string): Variable => {
  const value = known[name];
  if (value !== undefined) return { state: 'set', value };
  if (name === 'O') return { state: 'open', because: 'open' };
  return name === 'X' ? { state: 'unknown', because: 'unknown' } : { state: 'unset' };
};

/** What is not known is shown as written, in angle brackets. */
function expanded(text: string, escapeChar = '\\'): string {
  const { pieces, error } = expand(text, { lookup, escapeChar, budget: { left: 1_000_000 } });
  return error === undefined ? pieces.map((piece) => (typeof piece === 'string' ? piece : `<${piece.raw}>`)).join('') : `! ${error}`;
}

const rows: readonly (readonly [text: string, result: string | RegExp])[] = [
  ['plain', 'plain'],
  ['$A', 'value'],
  ['${A}', 'value'],
  ['x${A}y', 'xvaluey'],
  ['$A.$N', 'value.12'],
  ['$Nope', ''],
  ['$', '$'],
  ['$.', '$.'],
  ['$1', ''],
  ['$1A', 'A'],
  ['$@', ''],
  ['$X', '<$X>'],
  ['a${X}b', 'a<${X}>b'],
  ['$O', '<$O>'],
  ['"$A"', 'value'],
  ["'$A'", '$A'],
  ['"it\'s"', "it's"],
  ["'\"'", '"'],
  ['\\$A', '$A'],
  ['"\\$A"', '$A'],
  ['"a\\b"', 'a\\b'],
  ['a\\b', 'ab'],
  ['a\\\\b', 'a\\b'],
  ['a\\', 'a'],
  ['${A:-x}', 'value'],
  ['${E:-x}', 'x'],
  ['${E-x}', ''],
  ['${Z:-x}', 'x'],
  ['${Z-x}', 'x'],
  ['${Z:-$A}', 'value'],
  ['${Z:-${Y:-deep}}', 'deep'],
  ['${Z:-"a b"}', 'a b'],
  ['${Z:-}', ''],
  ['${O:-x}', 'x'],
  ['${X:-x}', '<${X:-x}>'],
  ['${A:+x}', 'x'],
  ['${E:+x}', ''],
  ['${E+x}', 'x'],
  ['${Z+x}', ''],
  ['${A:?no}', 'value'],
  ['${Z:?no}', '<${Z:?no}>'],
  ['${P#*/}', 'usr/lib/x.tar.gz'],
  ['${P##*/}', 'x.tar.gz'],
  ['${P%.*}', '/usr/lib/x.tar'],
  ['${P%%.*}', '/usr/lib/x'],
  ['${P%/*}', '/usr/lib'],
  ['${A#?}', 'alue'],
  ['${A#nothing}', 'value'],
  ['${A#value}', ''],
  ['${U#?}', ''],
  ['${X#a}', '<${X#a}>'],
  ['${A/a/o}', 'volue'],
  ['${P/x*/y}', '/usr/lib/y'],
  ['${P//\\//-}', '-usr-lib-x.tar.gz'],
  ['${P//./_}', '/usr/lib/x_tar_gz'],
  ['${A/z/o}', 'value'],
  ['${A', /^! /],
  ['${', /^! /],
  ['${}', /^! /],
  ['${A^}', /^! /],
  ['${A:#x}', /^! /],
  ['"open', /^! /],
  ["'open", /^! /],
];

describe('expand', () => {
  for (const [text, result] of rows) {
    it(text, () => {
      if (result instanceof RegExp) expect(expanded(text)).toMatch(result);
      else expect(expanded(text)).toBe(result);
    });
  }

  it('takes another escape character', () => {
    expect(expanded('`$A C:\\x', '`')).toBe('$A C:\\x');
  });

  it('shows what is not known, quotes and escapes as written', () => {
    const { pieces } = expand('"$A" \\$A $X $Z', { lookup, escapeChar: '\\', budget: { left: 1_000 }, raw: true });
    expect(shownOf(pieces)).toBe('"value" \\$A $X $Z');
  });

  it('stops where values grow without bound', () => {
    const budget = { left: 10_000 };
    let value = 'ab';
    for (let round = 0; round < 100; round++) {
      value = shownOf(expand('$V$V', { lookup: () => ({ state: 'set', value }), escapeChar: '\\', budget }).pieces);
    }
    expect(value.length).toBeLessThan(100_000);
  });

  it('refuses endless nesting', () => {
    expect(expanded('${A:-'.repeat(10_000))).toMatch(/^! \$\{ is nested too deeply/);
  });
});
