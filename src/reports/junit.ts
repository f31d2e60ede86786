import type { Finding, JudgedContainer, Problem, Report } from '../model/index.ts';
import { groupBy } from './text/blocks.ts';
import { placeText } from './text/place.ts';
import { element, escapeXml } from './xml.ts';

/**
 * JUnit XML as CI systems read it: one suite a file, one case a finding. Broken: a failure. Not decided: an error. Held
 * (when listed): a pass. A container without any finding is one passing case, so that a clean run shows its tests.
 * Problems are errors of a suite of their own.
 */
export function renderJunit(report: Report): string {
  const findings = groupBy(
    report.findings.filter(({ outcome }) => outcome !== 'inapplicable'),
    ({ container }) => container,
  );
  const suites = [...groupBy(report.containers, ({ file }) => file)].map(([file, containers]) =>
    suite(
      file,
      containers.flatMap((container) => casesOf(container, findings.get(container.id) ?? [])),
    ),
  );
  if (report.problems.length > 0) suites.push(suite('problems', report.problems.map(problemCase)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'testsuites',
    { name: 'bulkhead', ...totals(suites.flatMap(({ cases }) => cases)) },
    suites.map(({ xml }) => xml),
  )}\n`;
}

interface Case {
  readonly xml: string;
  readonly result: 'pass' | 'failure' | 'error';
}

const totals = (cases: readonly Case[]) => ({
  tests: cases.length,
  failures: cases.filter(({ result }) => result === 'failure').length,
  errors: cases.filter(({ result }) => result === 'error').length,
});

const suite = (name: string, cases: readonly Case[]) => ({
  cases,
  xml: element(
    'testsuite',
    { name, ...totals(cases) },
    cases.map(({ xml }) => xml),
  ),
});

function casesOf(container: JudgedContainer, findings: readonly Finding[]): Case[] {
  const { name, file } = container;
  if (findings.length === 0)
    return [{ result: 'pass', xml: element('testcase', { name: 'every measure asked for', classname: name, file }) }];
  return findings.map((finding) => findingCase(container, finding));
}

function findingCase({ name }: JudgedContainer, finding: Finding): Case {
  const { control, outcome, severity, detail, origin, remedy } = finding;
  const attributes = { name: control, classname: name, file: origin.file, line: origin.line };
  if (outcome === 'held') return { result: 'pass', xml: element('testcase', attributes) };
  const result = outcome === 'broken' ? 'failure' : 'error';
  const text = [
    placeText({ ...origin }),
    ...(finding.from === undefined ? [] : [finding.from]),
    ...(remedy ?? []).map((line) => `-> ${line}`),
  ];
  return {
    result,
    xml: element('testcase', attributes, [element(result, { message: detail, type: severity }, [escapeXml(text.join('; '))])]),
  };
}

const problemCase = (problem: Problem): Case => ({
  result: 'error',
  xml: element('testcase', { name: placeText(problem), classname: 'problems', file: problem.file }, [
    element('error', { message: problem.message, type: 'problem' }),
  ]),
});
