import { type Finding, type Report, type ScannedImage, severities } from '../../../model/index.ts';
import { openOf } from '../../lived-with.ts';
import type { ReportOptions } from '../../options.ts';
import { acceptanceLines } from '../../text/acceptances.ts';
import { groupBy } from '../../text/blocks.ts';
import { clean } from '../../text/clean.ts';
import { keptLines } from '../../text/kept.ts';
import { acceptedLines } from '../../text/lived-with.ts';
import { type Page, pageFor } from '../../text/page.ts';
import { passedOverLines, problemLines } from '../../text/problems.ts';
import { undecided } from '../../text/undecided.ts';
import { isKnown } from '../by-package.ts';
import { bySeverity } from '../counts.ts';
import { byLayerLines } from './by-layer.ts';
import { closing } from './closing.ts';
import { headLines } from './head.ts';
import { knownLines } from './known.ts';
import { quietLines } from './quiet.ts';

/** What was scanned, for people: of each image what it is, then what is wrong, the gravest measure first. Ends with a line break. */
export function renderScan(raw: Report, options: ReportOptions = {}): string {
  const whole = clean(raw, options.all === true);
  const report = openOf(whole);
  const page = pageFor(options);
  if (options.quiet === true) return textOf(quietLines(report, page));
  const broken = groupBy(
    report.findings.filter(({ outcome }) => outcome === 'broken'),
    ({ container }) => container,
  );
  return textOf(
    [
      ...(report.images ?? []).flatMap((image) => imageLines(image, broken.get(image.id) ?? [], page)),
      ...undecided(report, page),
      ...acceptanceLines(report, page),
      ...problemLines(report.problems, page),
      ...acceptedLines(whole, page),
      ...keptLines(report, page),
      ...passedOverLines(report.passedOver, page),
      ...closing(report, page),
    ].slice(1),
  );
}

function imageLines(image: ScannedImage, findings: readonly Finding[], page: Page): string[] {
  const groups = [...groupBy(findings, ({ control }) => control).values()].sort(worstFirst);
  return [...headLines(image, findings, page), ...groups.flatMap((group) => controlLines(group, image, page))];
}

const worst = (group: readonly Finding[]): number => Math.max(...group.map(({ severity }) => severities.indexOf(severity)));
const worstFirst = (one: readonly Finding[], other: readonly Finding[]): number => worst(other) - worst(one);

function controlLines(findings: readonly Finding[], image: ScannedImage, page: Page): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const known = findings.filter(isKnown);
  const rest = findings.filter((finding) => !isKnown(finding));
  return [
    '',
    `${page.style.bold(first.control)}  ${page.style.dim(bySeverity(findings))}`,
    ...(known.length === 0 ? [] : knownLines(known, image, page)),
    ...(rest.length === 0 ? [] : byLayerLines(rest, image, page)),
  ];
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line.trimEnd()}\n`).join('');
