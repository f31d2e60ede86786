import { expect, it } from 'vitest';
import { moved } from './keys.ts';
import { windowOf } from './window.ts';

it.each<[string, boolean, readonly [number, number]]>([
  ['ArrowRight', false, [5, 4]],
  ['ArrowLeft', false, [5, 2]],
  ['ArrowDown', false, [6, 3]],
  ['ArrowUp', false, [4, 3]],
  ['PageDown', false, [9, 3]],
  ['PageUp', false, [0, 3]],
  ['Home', false, [5, 0]],
  ['End', false, [5, 7]],
  ['Home', true, [0, 0]],
  ['End', true, [9, 7]],
])('%s (control: %s) leads to %j', (key, control, [row, column]) => {
  expect(moved({ row: 5, column: 3 }, key, control, 10, 8, 7)).toEqual({ row, column });
});

it.each(['a', 'Tab', 'Enter', 'Escape'])('%s is none of the grid', (key) => {
  expect(moved({ row: 0, column: 0 }, key, false, 1, 1, 1)).toBe(undefined);
});

it.each([
  ['the beginning', 300, 0, [0, 24]],
  ['the middle', 300, 3000, [96, 124]],
  ['the end', 300, 8400, [276, 300]],
  ['fewer than there is room for', 5, 0, [0, 5]],
  ['past the end', 5, 900, [5, 5]],
])('rows that are made at %s', (_, rows, top, [first, end]) => {
  expect(windowOf(rows, 30, top, 600)).toEqual({ first, end });
});
