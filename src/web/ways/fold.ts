import type { Step, Way } from '../../model/index.ts';
import type { WaysIndex } from './index-of.ts';

/** Containers from which the same ways lead, told once. */
export interface Alike {
  /** By id; the first one stands for all. */
  readonly containers: readonly string[];
  /** The ways of the first one, by their place. */
  readonly ways: readonly number[];
}

/** Containers with the same ways of those that are wanted together, in the order of their surest way; ways that need a fault, or that somebody lives with, are left out. */
export function fold(index: WaysIndex, wants: (way: number) => boolean): readonly Alike[] {
  const byContainer = new Map<string, number[]>();
  index.ways.ways.forEach((way, at) => {
    if (way.certainty === 'fault' || index.livedWith.has(at) || !wants(at)) return;
    const own = byContainer.get(way.container);
    if (own === undefined) byContainer.set(way.container, [at]);
    else own.push(at);
  });
  const alike = new Map<string, { containers: string[]; ways: readonly number[] }>();
  for (const [container, ways] of byContainer) {
    const form = formOf(index, container, ways);
    const known = alike.get(form);
    if (known === undefined) alike.set(form, { containers: [container], ways });
    else known.containers.push(container);
  }
  return [...alike.values()];
}

/** The ways of a container with its own name taken out. Ways through another container stay apart: they are that one's too. */
function formOf(index: WaysIndex, container: string, ways: readonly number[]): string {
  const stands = (id: string): string => (index.hold(id).container === container ? id.replace(`:${container}`, ':*') : id);
  const stepForm = ({ from, to, kind, certainty }: Step): string => JSON.stringify([stands(from), stands(to), kind, certainty]);
  return ways
    .flatMap((at) => index.ways.ways[at] ?? [])
    .map((way: Way) => `${stands(way.goal)}: ${index.stepsOf(way).map(stepForm).join()}`)
    .sort()
    .join('\n');
}
