/** A day of the calendar, written as ISO 8601 does: 2027-01-31. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The day that a moment falls on, UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** `until` is the last day that counts. Both are days as isDay knows them, which sort as text. */
export const isPast = (until: string, today: string): boolean => until < today;
