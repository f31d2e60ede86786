import { describe, expect, it } from 'vitest';
import { hostControls } from '../controls/host-index.ts';
import { imageControls } from '../controls/image-index.ts';
import { controls } from '../controls/index.ts';
import { notJudged } from './not-judged.ts';
import { standards } from './standards.ts';

const all = [...controls, ...hostControls, ...imageControls];

describe.each(Object.keys(notJudged) as (keyof typeof notJudged)[])('%s', (standard) => {
  const judged = new Set(all.flatMap(({ references }) => references[standard] ?? []));
  const excused = notJudged[standard].ids;

  it('has for each id a control or a reason, and not both', () => {
    const ids = Object.keys(standards[standard].entries);
    expect(ids.filter((id) => !judged.has(id) && excused[id] === undefined)).toEqual([]);
    expect(Object.keys(excused).filter((id) => judged.has(id) || !ids.includes(id))).toEqual([]);
  });
});
