import { type Direction, type Drift, groundOf } from '../../drift/index.ts';
import type { Terminal } from '../../host/terminal.ts';
import { printable } from '../../text/printable.ts';
import type { Compared } from './compared.ts';

const titles: readonly (readonly [Direction, string])[] = [
  ['weaker', 'weaker than asked for'],
  ['different', 'different'],
  ['stronger', 'stronger than asked for (a program may give up what it no longer needs)'],
];

/** One entry a difference, what is weaker first; each side on a line of its own with its ground. */
export function driftText({ target, effective, observed, drifts, problems }: Compared, { color }: Pick<Terminal, 'color'>): string {
  const against = effective.origin.source.path;
  const head = `${target} (process ${observed.observed?.pid}) compared with ${against}\n`;
  const bold = (text: string): string => (color ? `\u001b[1m${text}\u001b[0m` : text);
  const groups = titles.flatMap(([direction, title]) => {
    const those = drifts.filter((one) => one.direction === direction);
    return those.length === 0 ? [] : [`\n${bold(title)}\n${those.map(entry).join('')}`];
  });
  const end = drifts.length === 0 ? '\nno field that both know differs\n' : '';
  const failed = problems.map(
    ({ file, line, message }) => `\nproblem  ${file}${line === undefined ? '' : `:${line}`}  ${printable(message)}\n`,
  );
  return [head, ...groups, end, ...failed].join('');
}

function entry({ path, effective, observed }: Drift): string {
  const asked = effective.field.state === 'written' ? 'declared' : 'effective';
  const width = asked.length;
  return `  ${printable(path)}\n    ${asked}  ${printable(effective.value)}  (${printable(groundOf(effective))})\n    ${'observed'.padEnd(width)}  ${printable(observed.value)}  (${printable(groundOf(observed))})\n`;
}
