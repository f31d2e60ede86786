import { type Finding, type Report, type ScannedImage, severities } from '../../../model/index.ts';
import { openOf } from '../../lived-with.ts';
import type { ReportOptions } from '../../options.ts';
import { belowFindings } from '../../text/below.ts';
import { groupBy } from '../../text/blocks.ts';
import { clean } from '../../text/clean.ts';
import { type Page, pageFor, textOf } from '../../text/page.ts';
import { isKnown, toldOnce } from '../by-package.ts';
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
      ...(report.images ?? []).flatMap((image) => imageLines(image, broken.get(image.id) ?? [], livedWith(whole, report, image), page)),
      ...belowFindings(report, whole, page),
      ...closing(report, page),
    ].slice(1),
  );
}

/** How many vulnerabilities of an image are accepted, or in the baseline. */
const livedWith = (whole: Report, open: Report, { id }: ScannedImage): number => knownIn(whole, id) - knownIn(open, id);

const knownIn = ({ findings }: Report, id: string): number =>
  findings.filter((finding) => finding.container === id && finding.outcome === 'broken' && isKnown(finding)).length;

function imageLines(image: ScannedImage, findings: readonly Finding[], lived: number, page: Page): string[] {
  const groups = [...groupBy(findings, ({ control }) => control).values()].sort(worstFirst);
  return [...headLines(image, findings, lived, page), ...groups.flatMap((group) => controlLines(group, image, page))];
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
    `${page.style.bold(first.control)}  ${page.style.dim(bySeverity(toldOnce(findings)))}`,
    ...(known.length === 0 ? [] : knownLines(known, image, page)),
    ...(rest.length === 0 ? [] : byLayerLines(rest, image, page)),
  ];
}
