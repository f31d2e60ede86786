import { expect, it } from 'vitest';

const { changedOutside } = await import('./fix-figures/reparse.mjs' as string);
const { lostFrom } = await import('./fix-figures/comments.mjs' as string);

const before = 'a:\n  b: 1 # one\n  c: 2\n# two\nd: [x]\n';

it('finds what reads differently on lines that were not edited', () => {
  expect(changedOutside('x.yaml', before, before.replace('c: 2', 'c: 3'))).toEqual([]);
  expect(changedOutside('x.yaml', before, before.replace('a:\n', 'z:\n'))).toHaveLength(4);
  expect(changedOutside('x.yaml', before, `${before}: [`)).toEqual(['is no longer read by the package yaml']);
});

it('finds comments that are gone', () => {
  expect(lostFrom('x.yaml', before, before.replace('# two\n', ''))).toEqual(['# two']);
  expect(lostFrom('x.yaml', before, before.replace('  b: 1 # one\n', '  # one\n'))).toEqual([]);
});
