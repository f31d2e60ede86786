import { type Finding, type Report, type Severity, severities } from '../model/index.ts';
import { printable } from '../text/printable.ts';
import { oneAPackage } from './image/by-package.ts';
import { madeBy } from './image/made-by.ts';
import { openOf } from './lived-with.ts';

/** GitHub shows ten annotations of a kind for one step, so the worst come first. */
const commands: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

/**
 * GitHub Actions workflow commands, one line an annotation (docs.github.com, "Workflow commands for GitHub Actions").
 * A finding that another one implies is left to that one; the vulnerabilities of a package are one; what is accepted or in the baseline is left out.
 */
export function renderGithub(whole: Report): string {
  const report = openOf(whole);
  const names = new Map(report.containers.map(({ id, name }) => [id, name]));
  const told = oneAPackage(report.findings)
    .filter(({ outcome, impliedBy }) => impliedBy === undefined && (outcome === 'broken' || outcome === 'unknown'))
    .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
  const problems = report.problems.map(({ file, line, column, message }) =>
    annotation('error', { file, line, col: column, title: 'not judged' }, message),
  );
  return [...problems, ...told.map((finding) => findingLine(finding, names.get(finding.container) ?? finding.container))]
    .map((line) => `${line}\n`)
    .join('');
}

function findingLine({ control, severity, outcome, detail, from, origin, layer, remedy }: Finding, name: string): string {
  const { file, line, column, endLine, endColumn } = origin;
  const sentence = `${name}: ${detail}${from === undefined ? '' : ` (${from})`}`;
  const message = [sentence, ...(layer === undefined ? [] : [madeBy(layer)]), ...(remedy ?? []).map((each) => `→ ${each}`)].join('\n');
  const title = outcome === 'unknown' ? `${control} (not decided)` : `${control} (${severity})`;
  // GitHub takes columns only where the range stays on one line.
  const columns = line === endLine ? { col: column, endColumn } : {};
  return annotation(outcome === 'unknown' ? 'notice' : commands[severity], { file, line, endLine, ...columns, title }, message);
}

function annotation(command: string, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const written = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${command} ${written.join(',')}::${escapeMessage(message)}`;
}

/** Line breaks are ours and kept; whatever else a file smuggles in is made harmless. */
const escapeMessage = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line).replaceAll('%', '%25'))
    .join('%0A');

const escapeProperty = (text: string): string => printable(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
