import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isExpression } from './licence.ts';

it.each<[string, boolean]>([
  ['MIT', true],
  ['GPL-2.0-only', true],
  ['GPL-2.0+', true],
  ['Apache-2.0+', true],
  ['MIT AND BSD-3-Clause', true],
  ['GPL-2.0-or-later WITH Classpath-exception-2.0', true],
  ['(MIT OR Apache-2.0) AND Zlib', true],
  ['((MIT))', true],
  ['', false],
  ['mit', false],
  ['GPL-2', false],
  ['MIT/X11', false],
  ['MIT, BSD-3-Clause', false],
  ['MIT BSD-3-Clause', false],
  ['MIT AND', false],
  ['AND MIT', false],
  ['MIT and Zlib', false],
  ['MIT WITH', false],
  ['MIT WITH MIT', false],
  ['Classpath-exception-2.0', false],
  ['(MIT', false],
  ['MIT)', false],
  ['()', false],
  ['(MIT) WITH Classpath-exception-2.0', false],
  ['MIT (Zlib)', false],
  ['LicenseRef-own', false],
  [`${'('.repeat(1000)}MIT${')'.repeat(999)}`, false],
  [`${'('.repeat(900)}MIT${')'.repeat(900)}`, true],
  ['MIT AND '.repeat(1000), false],
])('%s: %s', (text, expected) => expect(isExpression(text)).toBe(expected));

it('whatever is joined is one', () => {
  const id = fc.constantFrom('MIT', 'Zlib', 'GPL-3.0-only', 'Apache-2.0 WITH LLVM-exception');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      id,
      fc.tuple(tie('tree'), fc.constantFrom('AND', 'OR'), tie('tree')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    ),
  }));
  fc.assert(fc.property(tree, (text) => isExpression(text) === text.length <= 2000));
});
