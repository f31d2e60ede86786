import { controls } from '../../src/controls/index.ts';
import { type Finding, type JudgedContainer, type Outcome, type Report, severities } from '../../src/model/index.ts';
import { finding, judged, report } from './report.ts';

const outcomes: readonly Outcome[] = ['held', 'held', 'held', 'broken', 'held', 'unknown', 'held', 'inapplicable', 'broken', 'held'];

/** A report of many containers and controls, the same each time: every cell has a verdict, a fifth of them is off. */
export function largeReport(containers: number, of: number): Report {
  const ids = Array.from({ length: of }, (_, at) => controls[at]?.id ?? `more-${at}`);
  const all = Array.from({ length: containers }, (_, at): JudgedContainer => {
    const file = `stacks/team-${at % 17}/compose-${at}.yaml`;
    return judged({ id: `${file}#service-${at}`, name: `service-${at}`, file, line: 3 + (at % 40) });
  });
  const findings = all.flatMap(({ id, file }, row) =>
    ids.map((control, column): Finding => {
      const outcome = outcomes[(row * 7 + column * 3) % outcomes.length] ?? 'held';
      const line = 3 + column;
      return finding({
        control,
        outcome,
        container: id,
        severity: severities[(row + column) % severities.length] ?? 'low',
        detail: `${control} is ${outcome} in a way that is said in a sentence of its length (${(row * column) % 97})`,
        origin: { file, line, column: 5, endLine: line, endColumn: 20 },
        ...(outcome === 'broken' ? { excerpt: { text: 'privileged: true', start: 0, length: 16 }, remedy: ['remove privileged'] } : {}),
      });
    }),
  );
  return report(findings, { containers: all });
}
