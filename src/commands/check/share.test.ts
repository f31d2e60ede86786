import { expect, it } from 'vitest';
import { finding } from '../../../test/support/report.ts';
import { nothing } from './examine/examine.ts';
import { sharer } from './share.ts';

it('makes equal parts of findings one, and changes nothing', () => {
  const share = sharer();
  const one = { ...nothing, findings: [finding({ remedy: ['a', 'b'], from: 'x', excerpt: { text: 'y', start: 0, length: 1 } })] };
  const two = structuredClone(one);
  const [first, second] = [share(one).findings[0], share(two).findings[0]];
  expect(second).toEqual(two.findings[0]);
  expect(second?.remedy).toBe(first?.remedy);
  expect(second?.references).toBe(first?.references);
});
