import type { Finding, JudgedContainer, Outcome, Report } from '../../model/index.ts';
import { withReason } from '../reason.ts';
import { groupBy, strangerOf } from './blocks.ts';
import { longest, padTo, wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';

/** With `--all`: what holds and what does not apply, container by container. */
export function keptLines(report: Report, page: Page): string[] {
  if (page.options.all !== true) return [];
  return [...section(report, 'held', 'Holds', page), ...section(report, 'inapplicable', 'Does not apply', page)];
}

function section(report: Report, outcome: Outcome, title: string, page: Page): string[] {
  const findings = report.findings.filter((finding) => finding.outcome === outcome);
  if (findings.length === 0) return [];
  const containers = new Map(report.containers.map((container) => [container.id, container]));
  const groups = [...groupBy(findings, (finding) => finding.container).values()];
  return ['', page.style.good(`${title} (${findings.length})`), ...groups.flatMap((group) => containerLines(group, containers, page))];
}

function containerLines(findings: readonly Finding[], containers: ReadonlyMap<string, JudgedContainer>, { style, width }: Page): string[] {
  const [first] = findings as [Finding, ...Finding[]];
  const container = containers.get(first.container) ?? strangerOf(first);
  const column = longest(findings.map((finding) => finding.control));
  return [
    `${style.bold(container.name)}  ${style.dim(container.kind === 'host' ? '' : lineOf(container))}`,
    ...findings.flatMap(({ control, detail, from }) => wrap(withReason(detail, from), width, `  ${padTo(control, column)}  `)),
  ];
}
