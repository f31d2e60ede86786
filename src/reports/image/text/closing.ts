import { type Report, severities } from '../../../model/index.ts';
import { wrap } from '../../text/cells.ts';
import { verdictLines } from '../../text/closing.ts';
import { notCountedLines } from '../../text/lived-with.ts';
import type { Page } from '../../text/page.ts';
import { count } from '../../text/words.ts';
import { toldOnce } from '../by-package.ts';
import { bySeverity } from '../counts.ts';

/** Counts, what the run comes to, and the next commands. */
export function closing(report: Report, page: Page): string[] {
  const { style, width, options } = page;
  return [
    '',
    style.bold('Summary'),
    ...wrap(countsText(report), width, '  '),
    ...notCountedLines(report, page),
    ...verdictLines(report, page),
    ...nextLines(report, options.all === true, page),
  ];
}

function countsText({ summary, findings, images = [] }: Report): string {
  const { unknown, held, problems } = summary;
  if (images.length === 0) return `nothing was scanned: ${count(problems, 'problem')}`;
  const found = bySeverity(toldOnce(findings.filter(({ outcome }) => outcome === 'broken')));
  const rest = [
    ...(unknown === 0 ? [] : [`${unknown} not decided`]),
    ...(held === 0 ? [] : [`${count(held, 'measure')} ${held === 1 ? 'is' : 'are'} on`]),
    ...(problems === 0 ? [] : [count(problems, 'problem')]),
  ];
  return `${count(images.length, 'image')}: ${[found === '' ? 'nothing is wrong' : found, ...rest].join('; ')}`;
}

function nextLines({ findings }: Report, all: boolean, { style }: Page): string[] {
  const broken = findings.filter(({ outcome }) => outcome === 'broken');
  const worst = broken.toSorted((one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity))[0];
  if (worst === undefined) return [];
  const lines = [
    [`bulkhead explain ${worst.control}`, 'why it matters, what to do'],
    ...(all ? [] : [['add --all', 'everything that is folded']]),
    ['add --format html --output scan.html', 'a page to search, layer by layer'],
  ];
  const column = Math.max(...lines.map(([command = '']) => command.length)) + 3;
  return ['', style.bold('Next'), ...lines.map(([command = '', why = '']) => `  ${command.padEnd(column)}${style.dim(why)}`)];
}
