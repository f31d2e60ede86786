import type { Finding, JudgedContainer, Report } from '../../model/index.ts';
import { groupBy, mostCommon, strangerOf } from './blocks.ts';
import { wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, list, listWithin } from './words.ts';

const most = 6;

/** What could not be decided, why, and what would decide it; one entry for each control and reason. */
export function undecided(report: Report, page: Page): string[] {
  const findings = report.findings.filter((finding) => finding.outcome === 'unknown');
  if (findings.length === 0) return [];
  const containers = new Map(report.containers.map((container) => [container.id, container]));
  const reasons = [...groupBy(findings, (finding) => `${finding.control}\u0000${finding.detail}`).values()];
  const folded =
    reasons.length <= most || page.options.details === true ? reasons : [...groupBy(findings, (finding) => finding.control).values()];
  const shown = page.options.details === true ? folded : folded.slice(0, most);
  const rest = folded.length - shown.length;
  return [
    '',
    `${page.style.bold(`Not decided (${findings.length})`)}  ${page.style.dim(whyNot(report))}`,
    ...shown.flatMap((group) => entryLines(group, containers, page)),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'more control', 'more controls')} (--details)`]),
  ];
}

const whyNot = ({ containers }: Report): string =>
  containers.every(({ kind, engine }) => kind === 'host' || engine === 'none')
    ? 'what decides it could not be read here'
    : 'what decides it is not in these files';

function entryLines(group: readonly Finding[], containers: ReadonlyMap<string, JudgedContainer>, { style, width }: Page): string[] {
  const common = mostCommon(group, (finding) => finding.detail);
  if (common === undefined) return [];
  const { item: finding, kinds } = common;
  const places = new Map(group.map((each) => [each.container, placeOf(each, containers)]));
  const where =
    places.size === 1 ? list([...places.values()]) : `${count(places.size, 'container')}: ${listWithin([...places.values()], 60)}`;
  const why = `${kinds > 1 ? 'for example, ' : ''}${finding.detail}`;
  const decides = finding.remedy === undefined ? [] : wrap(`${list(finding.remedy)} would decide it`, width, '      → ');
  return [...wrap(`${finding.control}: ${why} (${where})`, width, '  ', '      '), ...decides.map(style.remedy)];
}

/** What has the name of its file (an image) is not named twice. */
function placeOf(finding: Finding, containers: ReadonlyMap<string, JudgedContainer>): string {
  const name = nameOf(finding, containers);
  return name === finding.origin.file ? name : `${name} ${lineOf(finding.origin)}`;
}

const nameOf = (finding: Finding, containers: ReadonlyMap<string, JudgedContainer>): string =>
  (containers.get(finding.container) ?? strangerOf(finding)).name;
