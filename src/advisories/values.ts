import { listOf } from '../text/json/loose.ts';

/** Undefined where it is no text, or none that could be a name: at most 500 characters. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined;

export const textsIn = (value: unknown): readonly string[] => listOf(value).flatMap((each) => textIn(each) ?? []);

export const isCve = (id: string): boolean => /^CVE-\d{4}-\d{4,19}$/.test(id);

/** The day of an RFC 3339 time; undefined: it is none, or one from before there were advisories. */
export function dayIn(value: unknown): string | undefined {
  const day = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:[T ]|$)/.exec(value)?.[1] : undefined;
  return day !== undefined && day > '1990' ? day : undefined;
}

const longestSummary = 200;

/** The first line of a text, cut to size. */
export function firstLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.slice(0, 4000).trimStart().split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (line === '') return undefined;
  return line.length > longestSummary ? `${line.slice(0, longestSummary)}…` : line;
}
