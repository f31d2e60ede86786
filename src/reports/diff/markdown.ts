import type { Severity } from '../../model/index.ts';
import { code, escaped } from '../markdown.ts';
import type { ReportOptions } from '../options.ts';
import { count, list } from '../text/words.ts';
import { imageMarkdown } from './image/markdown.ts';
import type { DiffContainer, DiffProblem, DiffReport } from './shape.ts';
import { following, headline, rowsOf, shortOf, statusOf, whereOf, worstWidening } from './short.ts';
import { sayGround } from './text.ts';

/** A comment on GitHub or GitLab holds 65,536 characters; what is left of that goes to whoever quotes the report. */
const longest = 60_000;

/** No part of a comment needs more. */
const longestPart = 20_000;

const icons: Readonly<Record<Severity, string>> = { critical: '🟥', high: '🟧', medium: '🟨', low: '🟦' };

/** For a comment on a pull request: one line a container, the places folded away, never longer than a comment may be. */
export function renderDiffMarkdown(report: DiffReport, { details = false }: ReportOptions = {}): string {
  const { widened } = report.summary;
  const mark = widened > 0 ? '⚠️' : report.summary.problems > 0 ? '❌' : '✅';
  const parts = [
    `### ${mark} Bulkhead: ${escaped(headline(report))}\n\n${code(sayGround(report.base))} → ${code(sayGround(report.head))}\n`,
    ...lineParts(report.containers),
    problemsPart(report.problems),
    ...report.containers.map((container) => detailsPart(container, details)),
    ...(report.image === undefined ? [] : imageMarkdown(report.image, details)),
  ];
  let text = '';
  for (const part of parts.filter((each) => each !== '')) {
    if (text.length + part.length > longest) return `${text}\n… shortened: the whole comparison is in the job's log or its JSON.\n`;
    text += text === '' ? part : `\n${part}`;
  }
  return text;
}

/** Few enough lines a part that one part fits. */
function lineParts(containers: readonly DiffContainer[]): string[] {
  const parts: string[] = [];
  for (let at = 0; at < containers.length; at += 20)
    parts.push(
      `${containers
        .slice(at, at + 20)
        .map(lineOf)
        .join('\n')}\n`,
    );
  return parts;
}

function lineOf(container: DiffContainer): string {
  const worst = worstWidening(container);
  const icon =
    worst !== undefined ? icons[worst.severity] : container.changes.some(({ direction }) => direction === 'unknown') ? '❔' : '🟩';
  const status = statusOf(container);
  const short =
    shortOf(container.changes) ||
    (container.status === 'changed' ? 'may do what it could before' : 'asks for nothing beyond what the engine gives');
  return `- ${icon} **${escaped(container.name)}**${status === '' ? '' : ` (${escaped(status)})`}: ${escaped(cut(short, 700))}`;
}

function detailsPart(container: DiffContainer, details: boolean): string {
  const rows = rowsOf(container.changes, details);
  if (rows.length === 0) return '';
  const part = container.head ?? container.base;
  const lines: string[] = [];
  let length = 0;
  for (const { first, detail } of rows) {
    const where = whereOf(first);
    const weight = first.direction === 'widens' ? `${first.severity}` : '';
    const line = `| ${first.direction} | ${weight} | ${escaped(cut(detail, 500))} | ${where === '' ? '' : code(cut(where, 300))} |`;
    length += line.length;
    if (length > longestPart) break;
    lines.push(line);
  }
  const left = rows.length - lines.length;
  const rest = [
    details ? '' : following(container.changes),
    left > 0 ? `${count(left, 'more change')} not shown` : '',
    findingsOf(container),
  ].filter((each) => each !== '');
  const title = `${escaped(container.name)}${part === undefined ? '' : ` ${code(`${part.file}:${part.line}`)}`}`;
  const table = `|  |  | what | where |\n| --- | --- | --- | --- |\n${lines.join('\n')}`;
  return `<details><summary>${title}</summary>\n\n${table}\n${rest.length === 0 ? '' : `\n${rest.map(escaped).join('<br>')}\n`}\n</details>\n`;
}

function findingsOf({ findings: { gained, lost } }: DiffContainer): string {
  return [
    ...(gained.length === 0 ? [] : [`now a finding of check: ${list(gained)}`]),
    ...(lost.length === 0 ? [] : [`no finding any more: ${list(lost)}`]),
  ].join('; ');
}

function problemsPart(problems: readonly DiffProblem[]): string {
  const own = problems.filter(({ side }) => side !== 'both');
  if (own.length === 0) return '';
  const shown = own
    .slice(0, 20)
    .map(
      ({ side, file, line, message }) =>
        `- ${code(`${file}${line === undefined ? '' : `:${line}`}`)} (${side}) ${escaped(cut(message, 300))}`,
    );
  const more = own.length > 20 ? `\n- and ${own.length - 20} more` : '';
  return `#### Not read or not compared\n\n${shown.join('\n')}${more}\n`;
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
