import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../model/index.ts';
import { readToml } from './read.ts';

const plain = (text: string): unknown => JSON.parse(JSON.stringify(readToml(text)));

describe('TOML', () => {
  it.each<[string, unknown]>([
    ['', {}],
    ['# nothing\n\n', {}],
    ['a = 1 # one\r\nb = true\n', { a: 1, b: true }],
    [`a = "x\\ty\\u00e4" \nb = 'C:\\x'`, { a: 'x\tyä', b: 'C:\\x' }],
    ['a = [ "x",\n # more\n "y", ]\n', { a: ['x', 'y'] }],
    ['a = []\nb = [[1], []]', { a: [], b: [[1], []] }],
    ['[a]\nb = 1\n[a.c]\nd = 2', { a: { b: 1, c: { d: 2 } } }],
    ['[[r]]\nx = 1\n[[r.m]]\ny = 1\n[[r.m]]\ny = 2\n[[r]]\nx = 2', { r: [{ x: 1, m: [{ y: 1 }, { y: 2 }] }, { x: 2 }] }],
    ['m = [{l = "a", i = true}, {}]', { m: [{ l: 'a', i: true }, {}] }],
    ['"a b" = 1\n\'c.d\' = 2\ne.f = 3', { 'a b': 1, 'c.d': 2, e: { f: 3 } }],
    ['a = 1_000\nb = -2.5\nc = 2024-01-01', { a: 1000, b: -2.5, c: '2024-01-01' }],
    ['__proto__ = 1', JSON.parse('{"__proto__": 1}')],
  ])('%j', (text, expected) => {
    expect(plain(text)).toEqual(expected);
  });

  it.each<[string, number]>([
    ['a', 1],
    ['\na = ', 2],
    ['a = b', 1],
    ['a = 1 b = 2', 1],
    ['a = """x"""', 1],
    ['a = "x', 1],
    ['a = "\\q"', 1],
    ['[a', 1],
    ['[[a]\n', 1],
    ['a = [1 2]', 1],
    ['a = {b = 1', 1],
    ['a = 1\na = 2', 2],
    ['a = 1\n[a]\n', 2],
    ['a = 1\n[[a]]\n', 2],
    [`a = ${'['.repeat(50)}`, 1],
  ])('%j is refused with its line', (text, line) => {
    expect(() => readToml(text)).toThrow(new RegExp(`^line ${line}: `));
  });

  it('never throws anything else, and ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}=.,"\'# \n\\ab1_-'), maxLength: 60 }), (text) => {
        try {
          readToml(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
    );
  });
});
