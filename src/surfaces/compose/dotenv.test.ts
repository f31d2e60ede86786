import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenvNames, parseDotenv } from './dotenv.ts';
import { HOLE } from './interpolate.ts';

const outer = (name: string) => (name === 'HOME' ? { value: '/home/me' } : undefined);
const parse = (text: string) => Object.fromEntries([...parseDotenv(text, outer)].map(([name, { value }]) => [name, value]));

const rows: readonly (readonly [text: string, expected: Readonly<Record<string, string>>])[] = [
  ['A=b', { A: 'b' }],
  ['A = b ', { A: 'b' }],
  ['A: b', { A: 'b' }],
  ['export A=b', { A: 'b' }],
  ['# A=b\n\n  B=c', { B: 'c' }],
  ['A=', { A: '' }],
  ['A=b # no', { A: 'b' }],
  ['A=b#yes', { A: 'b#yes' }],
  ['A="b # yes" # no', { A: 'b # yes' }],
  ["A='b $HOME \\n'", { A: 'b $HOME \\n' }],
  ["A='Let\\'s go'", { A: "Let's go" }],
  ['A="x\\ty\\"z\\""', { A: 'x\ty"z"' }],
  ['A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
  ['A=$HOME/x', { A: '/home/me/x' }],
  ['A=1\nB=${A}2', { A: '1', B: '12' }],
  ['A="\\$HOME"', { A: '$HOME' }],
  ['A=$NO', { A: HOLE }],
  ['A=1\r\nB="2"\r\n', { A: '1', B: '2' }],
  ['HOME\nOTHER\nA=1', { HOME: '/home/me', A: '1' }],
  ['A="open\nB=1', { A: HOLE, B: '1' }],
  ['=x\n!!!\nA=1', { A: '1' }],
  ['A=1\nA=2', { A: '2' }],
  ['\uFEFFA=1', { A: '1' }],
];

describe('.env', () => {
  for (const [text, expected] of rows) it(JSON.stringify(text), () => expect(parse(text)).toEqual(expected));

  it('gives its names alone', () => expect(dotenvNames('A=$X\nB="y"')).toEqual(['A', 'B']));

  it('is read without a throw, whatever it is', () => {
    const soup = fc
      .array(fc.constantFrom('A', '=', '"', "'", '\\', '\n', '#', ' ', '$', '{', '}', 'export ', '\r', ':'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, (text) => {
        expect(parseDotenv(text, outer).size).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes no longer for a hundred thousand blank lines', () => {
    expect(parse(`${' \n'.repeat(100_000)}!!!\nA=1`)).toEqual({ A: '1' });
  });
});
