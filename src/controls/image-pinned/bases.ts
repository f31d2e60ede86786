import { type BuildStep, baseOf, type Field, unknown, written } from '../../model/index.ts';

/** The images of others that a build starts from or copies from: not its own stages, and not scratch. */
export function fromOthers(steps: readonly BuildStep[]): Field<string>[] {
  const found = new Map<string, Field<string>>();
  const stages = new Set<string>();
  const add = (name: string, { origin }: BuildStep): void => {
    if (name === 'scratch' || stages.has(name.toLowerCase()) || found.has(name)) return;
    found.set(
      name,
      name.includes('$') ? unknown('the image comes from a build argument that has no value here', origin) : written(name, origin),
    );
  };
  for (const step of steps) {
    const from = step.instruction === 'FROM' ? baseOf(step) : step.instruction === 'COPY' ? step.flags.from : undefined;
    if (from !== undefined && !(step.instruction === 'COPY' && /^\d+$/.test(from))) add(from, step);
    stages.add(step.stage.toLowerCase());
  }
  return [...found.values()];
}
