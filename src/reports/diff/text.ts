import type { Severity } from '../../model/index.ts';
import { printable } from '../../text/printable.ts';
import type { ReportOptions } from '../options.ts';
import { type Style, styleFor } from '../text/style.ts';
import { count, list } from '../text/words.ts';
import { imageText } from './image/text.ts';
import type { DiffContainer, DiffGround, DiffProblem, DiffReport } from './shape.ts';
import { following, headline, rowsOf, shortOf, statusOf, whereOf, worstWidening } from './short.ts';

/** The report for a terminal: one line says what a container gains and loses, the places follow below it. */
export function renderDiffText(report: DiffReport, { color, details = false }: ReportOptions = {}): string {
  const style = styleFor(color);
  const parts = [
    `${sayGround(report.base)} → ${sayGround(report.head)}: ${style.bold(headline(report))}\n`,
    ...report.containers.map((container) => containerPart(container, style, details)),
    ...(report.image === undefined ? [] : imageText(report.image, style, details)),
    problemsPart(report.problems),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

export const sayGround = ({ name, commit }: DiffGround): string =>
  printable(commit === undefined || commit.startsWith(name) ? name : `${name} (${commit.slice(0, 10)})`);

function containerPart(container: DiffContainer, style: Style, details: boolean): string {
  const { changes, findings } = container;
  const worst = worstWidening(container);
  const part = container.head ?? container.base;
  const status = statusOf(container);
  const head = [
    markOf(container, worst?.severity, style),
    style.bold(printable(container.name)),
    printable(part === undefined ? '' : `${part.file}:${part.line}`),
    ...(status === '' || status === 'removed' ? [] : [style.dim(printable(`(${status})`))]),
  ].join('  ');
  const short = shortOf(changes);
  const rows = rowsOf(changes, details).map(({ first, detail }) => {
    const where = whereOf(first);
    const weight = first.direction === 'widens' ? style.severity(first.severity)(first.severity.padEnd(8)) : ''.padEnd(8);
    return `    ${first.direction.padEnd(7)}  ${weight}  ${printable(detail)}${where === '' ? '' : style.dim(`  (${printable(where)})`)}`;
  });
  const rest = details ? '' : following(changes);
  const lines = [
    head,
    `  ${short === '' ? 'asks for nothing beyond what the engine gives' : printable(short)}`,
    ...rows,
    ...(rest === '' ? [] : [style.dim(`    ${printable(rest)}`)]),
    ...findingLines(findings),
  ];
  if (container.status === 'changed' && changes.length === 0) lines.splice(1, 1, '  may do what it could before');
  return `${lines.join('\n')}\n`;
}

function findingLines({ gained, lost }: DiffContainer['findings']): string[] {
  return [
    ...(gained.length === 0 ? [] : [`    now a finding of check: ${list(gained)}`]),
    ...(lost.length === 0 ? [] : [`    no finding any more: ${list(lost)}`]),
  ];
}

function markOf({ status, changes }: DiffContainer, severity: Severity | undefined, style: Style): string {
  if (severity !== undefined) return style.severity(severity)(severity);
  if (status === 'removed') return 'removed';
  if (changes.some(({ direction }) => direction === 'unknown')) return 'unknown';
  if (changes.some(({ direction }) => direction === 'narrows')) return style.good('safer');
  return status === 'changed' ? 'same' : status;
}

function problemsPart(problems: readonly DiffProblem[]): string {
  const own = problems.filter(({ side }) => side !== 'both');
  const shared = problems.length - own.length;
  const lines = own.map(
    ({ side, file, line, message }) =>
      `problem  ${side}  ${printable(`${file}${line === undefined ? '' : `:${line}`}`)}  ${printable(message)}`,
  );
  if (shared > 0)
    lines.push(
      `${count(shared, 'problem is', 'problems are')} the same on both sides, in files that did not change; bulkhead check names them`,
    );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
