import { count } from '../text/words.ts';

const day = 86_400_000;

/** "3 weeks old"; undefined: not older than yesterday's, or nobody said which day it is. Days are UTC: "2026-11-01". */
export function ageOf(newest: string, today: string | undefined): string | undefined {
  const days = Math.floor(((today === undefined ? Number.NaN : Date.parse(today)) - Date.parse(newest)) / day);
  if (Number.isNaN(days) || days < 2) return undefined;
  if (days < 14) return `${count(days, 'day')} old`;
  return days < 60 ? `${count(Math.floor(days / 7), 'week')} old` : `${count(Math.floor(days / 30.44), 'month')} old`;
}
