import { effectiveOutcomes, type Proved } from './views.ts';

/** `{version, container, controls: [{control, verdict, effective, evidence}], problems}`. */
export function proveJson(proved: Proved): string {
  const { effective, proofs, problems, cutShort } = proved;
  const outcomes = effectiveOutcomes(proved);
  const controls = proofs.map(({ control, verdict, evidence }) => ({
    control,
    verdict,
    effective: outcomes.get(control),
    evidence: evidence.map(({ control: _control, container: _container, ...rest }) => rest),
  }));
  const container = { id: effective.id, name: effective.name, engine: effective.engine, engineVersion: effective.engineVersion };
  return `${JSON.stringify({ version: 1, container, controls, problems, cutShort }, null, 2)}\n`;
}
