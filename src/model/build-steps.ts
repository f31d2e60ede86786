import { knownValue } from './field.ts';
import type { BuildStep } from './parts.ts';

/** The stages whose layers are the image's own: the last one, and those that it is built FROM. */
export function finalStages(steps: readonly BuildStep[]): ReadonlySet<string> {
  const bases = new Map(steps.flatMap((step) => (step.instruction === 'FROM' ? [[step.stage, baseOf(step)] as const] : [])));
  const final = new Set<string>();
  for (let at = steps.at(-1)?.stage; at !== undefined && bases.has(at) && !final.has(at); at = bases.get(at)?.toLowerCase()) final.add(at);
  return final;
}

/** The first word of a FROM: an image, or an earlier stage. Undefined: not known. */
export const baseOf = ({ text }: BuildStep): string | undefined => /^\s*(\S{1,512})/.exec(knownValue(text) ?? '')?.[1];
