import { expect, it } from 'vitest';
import type { Change, Edit, Source } from '../model/index.ts';
import { areAtOnePlace, refuseAll, spliced, take } from './patch.ts';

const source: Source = { path: 'a', text: 'one two' };
const edit = (start: number, end: number, text: string, of = source): Edit => ({ source: of, start, end, text });
const change: Change = { set: 'privileged', to: false };

it.each<[string, Edit[], Edit[], number | RegExp]>([
  ['another place', [edit(0, 3, 'x')], [edit(4, 7, 'y')], 2],
  ['the same again', [edit(0, 3, 'x')], [edit(0, 3, 'x')], 1],
  ['the same twice in one change', [], [edit(0, 3, 'x'), edit(0, 3, 'x')], 1],
  ['the same place', [edit(0, 3, 'x')], [edit(4, 7, 'z'), edit(2, 5, 'y')], /stands at this place/],
  ['the same place in one change', [], [edit(0, 3, 'x'), edit(2, 5, 'y')], /stands at this place/],
  ['another insertion at one place', [edit(3, 3, 'a')], [edit(3, 3, 'b')], 1],
  ['an insertion where something is replaced', [edit(3, 5, 'a')], [edit(3, 3, 'b')], /stands at this place/],
  ['the same offsets of another text', [edit(0, 3, 'x')], [edit(0, 3, 'y', { path: 'b', text: 'one' })], 2],
])('takes edits: %s', (_name, known, more, expected) => {
  const edits = [...known];
  const because = take(edits, more);
  if (typeof expected === 'number') expect([because, edits.length]).toEqual([undefined, expected]);
  else {
    expect(because).toMatch(expected);
    expect(edits).toEqual(known);
  }
});

it('says which change was refused, and keeps the edits of the others', () => {
  const answers: (readonly Edit[] | string)[] = [[edit(0, 3, 'x')], 'no word for it'];
  expect(spliced([change, change], () => answers.shift() ?? [])).toEqual({
    edits: [edit(0, 3, 'x')],
    refused: [{ change, because: 'no word for it' }],
  });
});

it('refuses every change of a patch', () => expect(refuseAll([change, change], 'why').refused).toHaveLength(2));

it('keeps the order of what is inserted at one place', () => {
  const edits = [edit(3, 3, 'a')];
  take(edits, [edit(3, 3, 'b')]);
  expect(edits).toEqual([edit(3, 3, 'ab')]);
});

it('sees edits at one place', () =>
  expect([areAtOnePlace([edit(0, 3, 'x'), edit(1, 2, 'y')]), areAtOnePlace([edit(0, 3, 'x'), edit(4, 5, 'y')])]).toEqual([true, false]));
