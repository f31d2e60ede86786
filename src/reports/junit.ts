import type { Finding, JudgedContainer, Problem, Report } from '../model/index.ts';
import { madeBy } from './image/made-by.ts';
import { type Case, junitDocument, suite } from './junit-suite.ts';
import { type Requirement, requirementsOf, standardTitle } from './requirements.ts';
import { groupBy, strangerOf } from './text/blocks.ts';
import { placeText } from './text/place.ts';
import { element, escapeXml } from './xml.ts';

/**
 * JUnit XML as CI systems read it: one suite a file, one case a finding. Broken: a failure. Not decided: an error. Held
 * (when listed): a pass. Accepted or in the baseline: skipped. A container without any finding is one passing case, so that a clean run shows its tests.
 * Problems are errors of a suite of their own. With the profile of a standard each of its ids is a suite.
 */
export function renderJunit(report: Report): string {
  const findings = groupBy(
    report.findings.filter(({ outcome }) => outcome !== 'inapplicable'),
    ({ container }) => container,
  );
  const suites =
    report.profile?.standard !== undefined
      ? requirementSuites(report)
      : [...groupBy(report.containers, ({ file }) => file)].map(([file, containers]) =>
          suite(
            file,
            containers.flatMap((container) => casesOf(container, findings.get(container.id) ?? [])),
          ),
        );
  const listed = new Set(report.containers.map(({ id }) => id));
  const strangers = report.findings.filter(({ container }) => !listed.has(container));
  if (strangers.length > 0 && report.profile?.standard === undefined)
    suites.push(
      suite(
        'acceptances',
        strangers.map((finding) => findingCase(strangerOf(finding), finding)),
      ),
    );
  if (report.problems.length > 0) suites.push(suite('problems', report.problems.map(problemCase)));
  return junitDocument(suites);
}

function requirementSuites(report: Report): ReturnType<typeof suite>[] {
  const containers = new Map(report.containers.map((container) => [container.id, container]));
  const title = standardTitle(report) ?? '';
  return requirementsOf(report).map((requirement) => suite(`${title} ${requirement.id}`, requirementCases(requirement, containers)));
}

/** An id without any finding is one passing case. */
function requirementCases({ title, broken, unknown }: Requirement, containers: ReadonlyMap<string, JudgedContainer>): Case[] {
  const open = [...broken, ...unknown].map((finding) => findingCase(containers.get(finding.container) ?? strangerOf(finding), finding));
  return open.length > 0 ? open : [{ result: 'pass', xml: element('testcase', { name: title, classname: 'every container' }) }];
}

function casesOf(container: JudgedContainer, findings: readonly Finding[]): Case[] {
  const { name, file } = container;
  if (findings.length === 0)
    return [{ result: 'pass', xml: element('testcase', { name: 'every measure asked for', classname: name, file }) }];
  return findings.map((finding) => findingCase(container, finding));
}

function findingCase({ name }: JudgedContainer, finding: Finding): Case {
  const { control, outcome, severity, detail, origin, layer, remedy } = finding;
  const id = finding.vulnerability?.id;
  const attributes = { name: id === undefined ? control : `${control} ${id}`, classname: name, file: origin.file, line: origin.line };
  const why = skippedBecause(finding);
  if (why !== undefined) return { result: 'skipped', xml: element('testcase', attributes, [element('skipped', { message: why })]) };
  if (outcome === 'held') return { result: 'pass', xml: element('testcase', attributes) };
  const result = outcome === 'broken' ? 'failure' : 'error';
  const text = [
    placeText({ ...origin }),
    ...(finding.from === undefined ? [] : [finding.from]),
    ...(layer === undefined ? [] : [madeBy(layer)]),
    ...(remedy ?? []).map((line) => `-> ${line}`),
  ];
  return {
    result,
    xml: element('testcase', attributes, [element(result, { message: detail, type: severity }, [escapeXml(text.join('; '))])]),
  };
}

function skippedBecause({ accepted, baseline }: Pick<Finding, 'accepted' | 'baseline'>): string | undefined {
  if (accepted !== undefined) return `accepted until ${accepted.until}: ${accepted.reason}`;
  return baseline === true ? 'in the baseline' : undefined;
}

const problemCase = (problem: Problem): Case => {
  const why = skippedBecause(problem);
  return why === undefined
    ? problemError(problem)
    : {
        result: 'skipped',
        xml: element('testcase', { name: placeText(problem), classname: 'problems', file: problem.file }, [
          element('skipped', { message: why }),
        ]),
      };
};

/** Something that was not read, or not done. */
export const problemError = (problem: Problem): Case => ({
  result: 'error',
  xml: element('testcase', { name: placeText(problem), classname: 'problems', file: problem.file }, [
    element('error', { message: problem.message, type: 'problem' }),
  ]),
});
