import type { Finding, JudgedContainer, PassedOver, Problem, Report } from '../../model/index.ts';
import { summarise } from '../../reports/summary.ts';
import type { Examined } from './examine.ts';

/**
 * Many results → one report. A container that was read twice (on its own and as a part of another file) counts once.
 * Every file that was given or found ends up in containers, problems or passedOver.
 */
export function collect(results: Iterable<Examined>, tool: Report['tool'], targets: readonly string[]): Report {
  const containers = new Map<string, JudgedContainer>();
  const findings: Finding[] = [];
  const problems = new Map<string, Problem>();
  const passedOver = new Map<string, PassedOver>();
  const alsoRead = new Set<string>();
  let held = 0;

  for (const result of results) {
    const fresh = new Set<string>();
    for (const container of result.containers) {
      if (containers.has(container.id)) continue;
      fresh.add(container.id);
      containers.set(container.id, container);
      held += result.held[container.id] ?? 0;
    }
    for (const finding of result.findings) if (fresh.has(finding.container)) findings.push(finding);
    for (const problem of result.problems) problems.set(`${problem.file}:${problem.line}:${problem.column}:${problem.message}`, problem);
    for (const passed of result.passedOver) passedOver.set(passed.file, passed);
    for (const file of result.alsoRead) alsoRead.add(file);
  }
  const judged = new Set([...containers.values()].map(({ file }) => file));
  for (const file of alsoRead) if (!judged.has(file)) passedOver.set(file, { file, reason: 'read as a part of another file' });

  const listed = { containers: [...containers.values()], findings, problems: [...problems.values()], passedOver: [...passedOver.values()] };
  const files = new Set([...judged, ...listed.problems.map(({ file }) => file)]).size;
  return { version: 1, tool, targets, ...listed, summary: { ...summarise({ ...listed, files }), held } };
}
