import { count } from '../text/words.ts';

const day = 86_400_000;

const daysSince = (newest: string, today: string | undefined): number =>
  Math.floor(((today === undefined ? Number.NaN : Date.parse(today)) - Date.parse(newest)) / day);

/** Older than a week: those who publish most have had something new since. */
export const isOld = (newest: string, today: string | undefined): boolean => daysSince(newest, today) > 7;

/** "3 weeks old"; undefined: not older than yesterday's, or nobody said which day it is. Days are UTC: "2026-11-01". */
export function ageOf(newest: string, today: string | undefined): string | undefined {
  const days = daysSince(newest, today);
  if (Number.isNaN(days) || days < 2) return undefined;
  if (days < 14) return `${count(days, 'day')} old`;
  return days < 60 ? `${count(Math.floor(days / 7), 'week')} old` : `${count(Math.floor(days / 30.44), 'month')} old`;
}
