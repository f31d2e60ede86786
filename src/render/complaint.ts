import { maskSecrets } from '../text/secrets.ts';

/** What a tool said when it gave up: one line, and the place that it named. */
export interface Complaint {
  readonly message: string;
  /** As the tool names it; the last that it names is where the fault is. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

const longest = 300;

/**
 * One line of what a renderer printed on standard error. Text that it quotes from the input (configurations in backticks or
 * brackets, words that are no path or name) may hold a secret and is left out.
 */
export function complaintOf(stderr: string): Complaint {
  const lines = stderr
    .slice(0, 20_000)
    .split('\n')
    .map((line) => unwrapped(line.trim()))
    .filter((line) => line !== '' && !/^(?:level=|Use --debug|WARNING:|# Warning:|walk\.go)/.test(line));
  const places = lines.flatMap(placesIn);
  return { message: oneLine(lines), ...(places.findLast(({ line }) => line !== undefined) ?? places.at(-1)) };
}

/** Some versions of kubectl say it in the form of their log: `E1122 07:52:20.538485   16841 run.go:72] "command failed" err="…"`. */
function unwrapped(line: string): string {
  const said = /^E\d{4} [\d:.]{1,20} +\d{1,10} [\w.]{1,40}:\d{1,6}\] "[^"]{0,80}" err="(.*)"$/.exec(line)?.[1];
  return said === undefined ? line : said.replace(/\\n/g, ' ').replace(/\\(.)/g, '$1');
}

/** Paths of templates, with the line and column behind them where there are any. */
function placesIn(line: string): Pick<Complaint, 'file' | 'line' | 'column'>[] {
  const words = [...line.matchAll(/([^\s():"<>]+)((?::\d{1,9}){0,2})/g)].filter(([word]) => word.includes('/templates/'));
  return words.map(([, file = '', numbers = '']) => {
    const [row, column] = numbers.split(':').slice(1).map(Number);
    return { file, ...(row === undefined ? {} : { line: row }), ...(column === undefined ? {} : { column }) };
  });
}

function oneLine(lines: readonly string[]): string {
  // helm 4 tells the way to the fault line by line, and the fault itself last.
  const traced = lines.length > 1 && /^\s*executing /.test(lines[1] ?? '');
  const text = (traced ? (lines.at(-1) ?? '') : lines.join(' ')).replace(/^error: /i, '');
  const hidden = text
    .replace(/`[^`]*`/g, (quoted) => (/^`helm [a-z ]+`$/.test(quoted) ? quoted : '…'))
    .replace(/\[[^\]]*\]?/g, '[…]')
    .replace(/"(?:[^"\\]|\\.)*"?/g, (quoted) => (/^"[\w./-]{1,200}"$/.test(quoted) ? quoted : '"…"'));
  const said = maskSecrets(hidden).trim();
  if (said === '') return 'it said nothing';
  return said.length > longest ? `${said.slice(0, longest)}…` : said;
}
