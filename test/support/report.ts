import type { Finding, JudgedContainer, Problem, Report } from '../../src/model/index.ts';
import { summarize } from '../../src/reports/summary.ts';

/** A finding with the given parts; broken, medium, and missing at line 3 unless said otherwise. */
export const finding = (parts: Partial<Finding> = {}): Finding => {
  const line = parts.origin?.line ?? 3;
  return {
    control: 'no-new-privileges',
    severity: 'medium',
    outcome: 'broken',
    gain: 'privileges',
    container: 'compose.yaml#web',
    detail: 'a set-uid program inside can raise the privileges of the process',
    origin: { file: 'compose.yaml', line, column: 3, endLine: line, endColumn: 6 },
    references: {},
    ...parts,
  };
};

export const judged = (parts: Partial<JudgedContainer> = {}): JudgedContainer => ({
  id: 'compose.yaml#web',
  name: 'web',
  kind: 'container',
  surface: 'compose',
  engine: 'docker',
  file: 'compose.yaml',
  line: 3,
  ...parts,
});

/** A report of the given findings, its summary counted from them. */
export function report(findings: readonly Finding[], parts: Partial<Report> & { readonly problems?: readonly Problem[] } = {}): Report {
  const containers = parts.containers ?? [judged()];
  const problems = parts.problems ?? [];
  return {
    version: 1,
    tool: { name: 'bulkhead', version: '0.1.0' },
    targets: ['.'],
    containers,
    findings,
    problems,
    passedOver: [],
    summary: summarize({ files: new Set(containers.map(({ file }) => file)).size, containers, findings, problems }),
    ...parts,
  };
}
