import { effectiveOutcomes, type Proved, type ProveReport } from './views.ts';

/** `{version, containers: [{container, controls: [{control, verdict, effective, evidence}], notes, cutShort}], problems}`. */
export const proveJson = ({ proved, problems }: ProveReport): string =>
  `${JSON.stringify({ version: 1, containers: proved.map(oneContainer), problems }, null, 2)}\n`;

function oneContainer(one: Proved): object {
  const { effective, proofs, notes, cutShort } = one;
  const outcomes = effectiveOutcomes(one);
  const controls = proofs.map(({ control, verdict, evidence }) => ({
    control,
    verdict,
    effective: outcomes.get(control),
    evidence: evidence.map(({ control: _control, container: _container, ...rest }) => rest),
  }));
  const container = { id: effective.id, name: effective.name, engine: effective.engine, engineVersion: effective.engineVersion };
  return { container, controls, notes, cutShort };
}
