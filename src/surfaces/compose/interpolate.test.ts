import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLE, interpolate, type Text } from './interpolate.ts';

const variables: Readonly<Record<string, string>> = { A: 'a', B: 'b', EMPTY: '', PATH_: '/x/y', BRACE: '}', DOLLAR: '$A' };
const lookup = (name: string): Text | undefined => (Object.hasOwn(variables, name) ? { value: variables[name] ?? '' } : undefined);

const rows: readonly (readonly [template: string, value: string, because?: string])[] = [
  ['plain', 'plain'],
  ['$A', 'a'],
  ['${A}', 'a'],
  ['x${A}y$B.z', 'xayb.z'],
  ['$$A', '$A'],
  ['$$$A', '$a'],
  ['${A}${B}', 'ab'],
  ['${EMPTY}', ''],
  ['${NO}', HOLE, '${NO} is not set'],
  ['x$NO-y', `x${HOLE}-y`, '${NO} is not set'],
  ['${NO:-d}', 'd'],
  ['${NO-d}', 'd'],
  ['${EMPTY:-d}', 'd'],
  ['${EMPTY-d}', ''],
  ['${A:-d}', 'a'],
  ['${NO:-}', ''],
  ['${NO:-${B}}', 'b'],
  ['${NO:-${ALSO:-$A}}', 'a'],
  ['${NO:-${ALSO}}', HOLE, '${ALSO} is not set'],
  ['${NO:-a:b-c?d}', 'a:b-c?d'],
  ['${NO:-{"k": 1}}', '{"k": 1}'],
  ['${A:?must}', 'a'],
  ['${NO:?must}', HOLE, '${NO} is required and not set'],
  ['${EMPTY:?must}', HOLE, '${EMPTY} is required and not set'],
  ['${EMPTY?must}', ''],
  ['${NO?must}', HOLE, '${NO} is required and not set'],
  ['${A:+r}', 'r'],
  ['${EMPTY:+r}', ''],
  ['${EMPTY+r}', 'r'],
  ['${NO+r}', ''],
  ['${NO:+r}', ''],
  ['${A:+${B}}', 'b'],
  ['${DOLLAR}', '$A'],
  ['${BRACE}x', '}x'],
  ['${A', HOLE, 'a ${ is not closed'],
  ['$', HOLE, 'a lone $ must be written $$'],
  ['$1', `${HOLE}1`, 'a lone $ must be written $$'],
  ['${}', HOLE, 'a ${ } names no variable'],
  ['${A!x}', HOLE, '${A…} has an operator that Compose does not know'],
  [`${'${N:-'.repeat(60)}x${'}'.repeat(60)}`, HOLE, 'variables are nested more than 50 deep'],
];

describe('interpolation', () => {
  for (const [template, value, because] of rows) {
    it(JSON.stringify(template.slice(0, 60)), () => {
      const found = interpolate(template, lookup);
      expect(found.value).toBe(value);
      expect(found.because).toBe(because);
    });
  }

  it('tells a wrong template from an unset variable', () => {
    expect(interpolate('$NO', lookup).invalid).toBeUndefined();
    expect(interpolate('${', lookup).invalid).toBeDefined();
  });

  type Tree = string | { readonly name: string; readonly operator: string; readonly word: readonly Tree[] };
  const names = ['A', 'B', 'EMPTY', 'NO'];
  const { trees } = fc.letrec<{ trees: Tree[]; tree: Tree }>((tie) => ({
    trees: fc.array(tie('tree'), { maxLength: 3 }),
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.stringMatching(/^[a-z :?+./-]{0,5}$/),
      fc.record({ name: fc.constantFrom(...names), operator: fc.constantFrom('', ':-', '-', ':+', '+'), word: tie('trees') }),
    ),
  }));
  const write = (parts: readonly Tree[]): string =>
    parts
      .map((part) => (typeof part === 'string' ? part : `\${${part.name}${part.operator}${part.operator === '' ? '' : write(part.word)}}`))
      .join('');
  /** The obvious reference: the tree is evaluated, no text is searched. */
  const evaluate = (parts: readonly Tree[]): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        const value = variables[part.name];
        const there = part.operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
        if (part.operator === '') return value ?? HOLE;
        if (part.operator.endsWith('+')) return there ? evaluate(part.word) : '';
        return there ? (value ?? '') : evaluate(part.word);
      })
      .join('');

  it('agrees with a reference on any nesting', () => {
    fc.assert(
      fc.property(trees, (parts) => {
        expect(interpolate(write(parts), lookup).value).toBe(evaluate(parts));
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws and never grows without bound', () => {
    const soup = fc
      .array(fc.constantFrom('$', '{', '}', ':', '-', '?', '+', 'A', 'NO', ' ', '$$', '${A:-'), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, (text) => {
        expect(interpolate(text, lookup).value.length).toBeLessThanOrEqual(text.length * 4);
      }),
      { numRuns: 1000 },
    );
  });
});
