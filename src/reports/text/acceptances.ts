import type { Finding, Report } from '../../model/index.ts';
import { groupBy } from './blocks.ts';
import { wrap } from './cells.ts';
import { isAboutAcceptance } from './is-about-acceptance.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, listWithin } from './words.ts';

const most = 6;

/** Acceptances that do not count or answer for nothing; what is said of several is said once. */
export function acceptanceLines(report: Report, page: Page): string[] {
  const findings = report.findings.filter(isAboutAcceptance);
  if (findings.length === 0) return [];
  const { style, options } = page;
  const groups = options.details === true ? findings.map((finding) => [finding]) : [...groupBy(findings, ({ detail }) => detail).values()];
  const shown = options.details === true ? groups : groups.slice(0, most);
  const rest = groups.slice(shown.length).flat().length;
  return [
    '',
    `${style.bold(`Acceptances to look at (${findings.length})`)}  ${style.dim('bulkhead explain accepted-risk')}`,
    ...shown.flatMap((group) => entryLines(group, page)),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'more acceptance')} (--details)`]),
  ];
}

function entryLines(group: readonly Finding[], { style, width }: Page): string[] {
  const { detail, remedy, origin } = group[0] as Finding;
  const places = group.map((each) => lineOf(each.origin));
  const [head, where] =
    places.length === 1 ? [`${lineOf(origin)}  `, ''] : ['', ` (${count(places.length, 'place')}: ${listWithin(places, 60)})`];
  return [...wrap(`${head}${detail}${where}`, width, '  ', '      '), ...(remedy ?? []).map((line) => style.remedy(`      → ${line}`))];
}
