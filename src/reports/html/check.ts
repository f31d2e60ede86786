import type { Finding, Measure, Place, Report } from '../../model/index.ts';
import { type PageContainer, type PageData, type PageEntry, type PagePlace, type PageProblem, type State, states } from '../../web/data.ts';
import { requirementsOf, standardTitle } from '../requirements.ts';
import { strangerOf } from '../text/blocks.ts';
import { cleaned } from '../text/clean.ts';
import { subjectOf } from '../text/closing.ts';
import { atlasOf } from '../ways/atlas.ts';
import { livingWith } from '../ways/lived-with.ts';
import { below } from './below.ts';
import { pageControls } from './controls.ts';
import { imageParts } from './image-parts.ts';
import { textsOnce } from './texts.ts';
import { checkVerdict } from './verdict.ts';

const stateOf: Readonly<Record<Finding['outcome'], State>> = { broken: 'off', unknown: 'unknown', held: 'on', inapplicable: 'none' };

/** What `check` found, for the page; what holds is in it as far as the report has it. */
export function checkPage(
  report: Report,
  measures: readonly Measure[],
  failOn: Report['findings'][number]['severity'] | undefined,
): PageData {
  const { texts, at } = textsOnce();
  const controls = pageControls(report.findings, measures);
  const control = new Map(controls.map(({ id }, index) => [id, index]));
  const containers = containersOf(report);
  const container = new Map(containers.map(({ id }, index) => [id, index]));
  const entries: PageEntry[] = [];
  const rest: number[][] = containers.map(() => []);
  for (const finding of cleaned(report.findings)) {
    const places = { container: container.get(finding.container) ?? 0, control: control.get(finding.control) ?? 0 };
    const state = stateOf[finding.outcome];
    if (state === 'off' || state === 'unknown') entries.push({ ...places, state, says: at(finding.detail), ...partsOf(finding) });
    else rest[places.container]?.push(places.control, states.indexOf(state), at(finding.detail));
  }
  return below(report.targets, {
    kind: 'check',
    version: report.tool.version,
    title: subjectOf(report.containers, report.summary.containers, report.summary.files),
    targets: cleaned(report.targets),
    facts: report.profile === undefined ? [] : [['profile', report.profile.name]],
    verdict: checkVerdict(report, failOn),
    texts,
    containers,
    controls,
    entries,
    rest,
    problems: cleaned(report.problems).map(problemOf),
    passedOver: cleaned(report.passedOver).map(({ file, reason }) => ({ file, reason })),
    ...(report.baseline === undefined ? {} : { baseline: cleaned(report.baseline) }),
    ...requirementsPart(report),
    ...waysPart(report),
  });
}

/** Findings on what the report does not list (an acceptance's own file) have a row all the same. */
function containersOf(report: Report): readonly PageContainer[] {
  const listed = new Set(report.containers.map(({ id }) => id));
  const strangers = new Map(
    report.findings.filter(({ container }) => !listed.has(container)).map((each) => [each.container, strangerOf(each)]),
  );
  return cleaned([...report.containers, ...strangers.values()]).map(({ id, name, engine, file, line }) => ({
    id,
    name,
    engine,
    file,
    line,
  }));
}

const partsOf = (finding: Finding) => {
  const { severity, origin, excerpt, from, impliedBy, remedy, accepted, baseline } = finding;
  return {
    severity,
    place: placeOf(origin),
    ...(excerpt === undefined ? {} : { excerpt }),
    ...(from === undefined ? {} : { from }),
    ...(impliedBy === undefined ? {} : { impliedBy }),
    ...(remedy === undefined ? {} : { remedy }),
    ...acceptedPart(accepted),
    ...(baseline === undefined ? {} : { baseline }),
    ...imageParts(finding),
  };
};

const placeOf = ({ file, line, column }: Place): PagePlace => ({ file, line, column });

const acceptedPart = (accepted: Finding['accepted']): Pick<PageEntry, 'accepted'> =>
  accepted === undefined ? {} : { accepted: { reason: accepted.reason, until: accepted.until, place: placeOf(accepted.place) } };

export const problemOf = ({ file, line, column, message, accepted }: Report['problems'][number]): PageProblem => ({
  file,
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
  message,
  ...acceptedPart(accepted),
});

function waysPart(report: Report): Pick<PageData, 'ways' | 'waysLivedWith'> {
  if (report.ways === undefined) return {};
  const lives = livingWith(report);
  const lived = atlasOf(report.ways).all.flatMap((told) => (lives(told) === undefined ? [] : [told.at]));
  return { ways: cleaned(report.ways), ...(lived.length === 0 ? {} : { waysLivedWith: lived }) };
}

function requirementsPart(report: Report): Pick<PageData, 'requirements'> {
  const title = standardTitle(report);
  if (title === undefined) return {};
  const rows = requirementsOf(report).map(({ broken, unknown, ...row }) => ({ ...row, broken: broken.length, unknown: unknown.length }));
  return { requirements: { title, rows } };
}
