import { describe, expect, it } from 'vitest';
import { applyEdits, collide } from './edit.ts';

const source = { path: 'x', text: 'a\r\nb\r\n' };
const edit = (start: number, end: number, text = '') => ({ source, start, end, text });

describe('applyEdits', () => {
  it('applies them by place, with the line ends of the text', () => {
    expect(applyEdits(source, [edit(4, 4, '\nc'), edit(0, 1, 'A')])).toBe('A\r\nb\r\nc\r\n');
  });

  it.each([
    ['overlap', [edit(0, 2), edit(1, 3)]],
    ['insert at one place', [edit(1, 1, 'x'), edit(1, 1, 'y')]],
    ['lie outside', [edit(5, 9)]],
    ['run backwards', [edit(3, 2)]],
  ])('refuses edits that %s', (_, edits) => {
    expect(() => applyEdits(source, edits)).toThrow(RangeError);
  });
});

it('knows neighbours from edits that meet', () => {
  expect(collide(edit(0, 2), edit(2, 3))).toBe(false);
  expect(collide(edit(0, 2), edit(2, 2, 'x'))).toBe(false);
  expect(collide(edit(0, 3), edit(2, 2, 'x'))).toBe(true);
});
