import type { Finding, Measure, Problem, Report } from '../../model/index.ts';
import type { ReportOptions } from '../options.ts';
import { escapeMessage } from './escape.ts';
import type { SarifFix } from './fix.ts';
import { artifactOf, type Location, root } from './location.ts';
import { type Reported, resultsOf } from './results.ts';
import { ruleOf } from './rules.ts';
import { vulnerabilityRules } from './vulnerability-rules.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';

/**
 * The report as a SARIF 2.1.0 log (OASIS standard) of one run, ending with a line break. What holds or does not
 * apply is a result only with `all`. `fixesOf`: what would mend a finding.
 */
export function renderSarif(
  report: Reported & Pick<Report, 'tool' | 'findings' | 'problems'>,
  controls: readonly Measure[],
  options: ReportOptions = {},
  fixesOf: (finding: Finding) => readonly SarifFix[] = () => [],
): string {
  const findings = report.findings.filter(({ outcome }) => options.all === true || outcome === 'broken' || outcome === 'unknown');
  const known = vulnerabilityRules(findings);
  const run = {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: [...controls.map((control) => ruleOf(control, options)), ...known],
      },
    },
    invocations: [
      {
        executionSuccessful: report.problems.length === 0,
        toolExecutionNotifications: report.problems.map(notificationOf),
      },
    ],
    originalUriBaseIds: { [root]: { description: { text: 'The folder that relative paths start from.' } } },
    columnKind: 'utf16CodeUnits',
    results: resultsOf(findings, report, controls, known, fixesOf),
  };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const notificationOf = (problem: Problem) => ({
  level: 'error',
  message: { text: escapeMessage(problem.message) },
  locations: [problemLocation(problem)],
});

const problemLocation = ({ file, line, column }: Problem): Location => ({
  physicalLocation: {
    artifactLocation: artifactOf(file),
    ...(line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
  },
});
