import { atLeast, type Report } from '../../model/index.ts';
import { strangerOf } from './blocks.ts';
import type { Page } from './page.ts';
import { placeText } from './place.ts';

/** Only what fails the run, one line each, as compilers write it; nothing when nothing does. */
export function quietLines(report: Report, { style, options: { failOn } }: Page): string[] {
  const names = new Map(report.containers.map(({ id, name }) => [id, name]));
  const failing = report.findings.filter(
    (finding) =>
      finding.outcome === 'broken' && finding.impliedBy === undefined && failOn !== undefined && atLeast(finding.severity, failOn),
  );
  return [
    ...failing.map((finding) => {
      const name = names.get(finding.container) ?? strangerOf(finding).name;
      return `${placeText({ ...finding.origin })}: ${style.severity(finding.severity)(finding.severity)} ${finding.control}: ${name} ${finding.detail}`;
    }),
    ...report.problems.map((problem) => `${placeText(problem)}: ${style.severity('high')('problem')}: ${problem.message}`),
  ];
}
