import { expect, it } from 'vitest';
import { dayOf, isDay, isPast } from './date.ts';

it.each([
  ['2027-01-31', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-02-30', false],
  ['2027-13-01', false],
  ['2027-00-10', false],
  ['2027-1-31', false],
  ['27-01-31', false],
  ['2027-01-31T00:00:00Z', false],
  ['tomorrow', false],
  ['', false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

it('counts the last day in, by UTC', () => {
  expect(isPast('2027-01-31', '2027-01-31')).toBe(false);
  expect(isPast('2027-01-31', '2027-02-01')).toBe(true);
  expect(dayOf(new Date('2027-01-31T23:59:59+00:00'))).toBe('2027-01-31');
  expect(dayOf(new Date('2027-02-01T00:30:00+02:00'))).toBe('2027-01-31');
});
