import type { Filled } from './fill.ts';

/** What an import came to, a line each. */
export function sayFilled({ counts, passedOver }: Filled, path: string): string {
  const lines = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([source, count]) => [source, number(count)] as const);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const shown = passedOver.first.slice(0, 5);
  const more = passedOver.count - shown.length;
  return [
    total === 0 ? 'no advisories were found; the database is as it was' : `${advisories(total)} read, into ${path}`,
    ...columns(lines),
    ...(passedOver.count === 0
      ? []
      : [`passed over, in none of the forms that are read: ${shown.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`]),
    '',
  ].join('\n');
}

/** "1 advisory", "21,116 advisories". */
export const advisories = (count: number): string => `${number(count)} ${count === 1 ? 'advisory' : 'advisories'}`;

export const number = (value: number): string => value.toLocaleString('en-US');

/** Rows with their columns under each other; the second is of numbers. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((word, at) => (at === 1 ? word.padStart(widths[at] ?? 0) : word.padEnd(widths[at] ?? 0))).join('  ')}`.trimEnd(),
  );
}
