import type { Finding, JudgedContainer, PassedOver, Problem, Report, WayPart } from '../../model/index.ts';
import { summarize } from '../../reports/summary.ts';
import type { Examined } from './examine/examine.ts';

/**
 * Many results → one report. A file that another one reads as its part (include, override) is judged there and not on its own.
 * Every file that was given or found ends up in containers, problems or passedOver.
 */
export function collect(results: readonly Examined[], tool: Report['tool'], targets: readonly string[]): Report {
  const containers = new Map<string, JudgedContainer>();
  const findings: Finding[] = [];
  const problems = new Map<string, Problem>();
  const passedOver = new Map<string, PassedOver>();
  const parts = partsOf(results);
  let held = 0;

  for (const result of results) {
    if (result.file !== undefined && parts.has(result.file)) continue;
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
  }
  const judged = new Set([...containers.values()].map(({ file }) => file));
  for (const file of parts) if (!judged.has(file)) passedOver.set(file, { file, reason: 'read as a part of another file' });

  // A template is passed over on its own, and its containers are judged all the same.
  for (const file of judged) passedOver.delete(file);
  for (const { file } of problems.values()) passedOver.delete(file);

  const listed = { containers: [...containers.values()], findings, problems: [...problems.values()], passedOver: [...passedOver.values()] };
  const files = new Set([...judged, ...listed.problems.map(({ file }) => file)]).size;
  return {
    version: 1,
    tool,
    targets,
    ...listed,
    summary: { ...summarize({ ...listed, containers: listed.containers.filter(({ kind }) => kind !== 'object'), files }), held },
  };
}

/** The files that another one reads as its part. Of two that read each other, the first by name stands on its own. */
export function partsOf(results: readonly Pick<Examined, 'file' | 'alsoRead'>[]): Set<string> {
  const reads = new Map(results.map((result) => [result.file ?? '', new Set(result.alsoRead)]));
  const parts = new Set<string>();
  for (const [whole, read] of reads) {
    for (const part of read) {
      const mutual = reads.get(part)?.has(whole) === true && part < whole;
      if (part !== whole && !mutual) parts.add(part);
    }
  }
  return parts;
}

/** What the containers of a report bring into the graph of ways out, those of a file that is a part of another one left out. */
export function partsOfReport(results: readonly Examined[], { containers }: Pick<Report, 'containers'>): readonly WayPart[] {
  const listed = new Set(containers.map(({ id }) => id));
  const parts = new Map<string, WayPart>();
  for (const part of results.flatMap((result) => result.parts ?? []))
    if (listed.has(part.container.id) && !parts.has(part.container.id)) parts.set(part.container.id, part);
  return [...parts.values()];
}
