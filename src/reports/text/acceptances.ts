import type { Finding, Report } from '../../model/index.ts';
import { wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count } from './words.ts';

/** The control whose findings are about acceptances, not about containers (risks/control.ts). */
const control = 'accepted-risk';
const most = 8;

export const isAboutAcceptance = (finding: Finding): boolean => finding.control === control;

/** Acceptances that do not count or answer for nothing, one line each. */
export function acceptanceLines(report: Report, { style, width, options }: Page): string[] {
  const findings = report.findings.filter(isAboutAcceptance);
  if (findings.length === 0) return [];
  const shown = options.details === true ? findings : findings.slice(0, most);
  const rest = findings.length - shown.length;
  return [
    '',
    `${style.bold(`Acceptances to look at (${findings.length})`)}  ${style.dim(`bulkhead explain ${control}`)}`,
    ...shown.flatMap(({ origin, detail, remedy }) => [
      ...wrap(`${lineOf(origin)}  ${detail}`, width, '  ', '      '),
      ...(remedy ?? []).map((line) => style.remedy(`      → ${line}`)),
    ]),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'more acceptance')} (--details)`]),
  ];
}
