import { expect, it } from 'vitest';
import type { LayerFact } from '../../model/index.ts';
import { keptFacts } from './kept-facts.ts';

it('tells of a hundred problems, and of the others once', () => {
  const kept = keptFacts();
  for (let nth = 0; nth < 1000; nth++) kept.add([{ kind: 'problem', path: `a${nth}`, because: 'x' }]);
  expect(kept.facts).toHaveLength(101);
  expect(kept.facts.at(-1)).toEqual({ kind: 'problem', path: 'a100', because: 'it is one of more than 100 files that were not read' });
});

it('keeps what an image may tell, and no more', () => {
  const kept = keptFacts();
  const owned: LayerFact = { kind: 'owned', path: 'p', owner: 'o', files: ['x'.repeat(1024 * 1024)] };
  for (let nth = 0; nth < 100; nth++) kept.add([owned]);
  expect(kept.facts.length).toBe(64);
  expect(kept.facts.filter(({ kind }) => kind === 'problem')).toMatchObject([
    { because: expect.stringMatching(/more packages and files than are kept/) },
  ]);
});
