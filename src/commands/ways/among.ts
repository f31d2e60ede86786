import type { Judgement } from '../../judge.ts';
import type { Container, HoldKind, Phrases, WayPart } from '../../model/index.ts';
import { partFor } from './part.ts';

/** A container of a text, and what was judged of it. */
export interface Looked {
  readonly effective: Container;
  readonly judgements: readonly Judgement[];
}

/**
 * Whose part of the graph is kept. `all`: every container's. `every`: of those that reach the host or what others share. `likely`: the same, and texts of
 * which every container is shut by what was judged are not looked at: a graph of each would cost more than its check.
 */
export type Thoroughness = 'all' | 'every' | 'likely';

/** What the containers of one text bring into the graph. */
export function partsAmong(looked: readonly Looked[], words: Phrases | undefined, how: Thoroughness): readonly WayPart[] {
  if (how === 'likely' && !looked.some(({ judgements }) => mayLead(judgements))) return [];
  const parts = looked.map(({ effective, judgements }) => partFor(effective, words, judgements));
  return how === 'all' ? parts : parts.filter(isTelling);
}

/** The walls that nothing stands before: where each of them holds, no other one that is off (seccomp, a security module) lets anybody out. */
const firstWalls: ReadonlySet<string> = new Set([
  'dangerous-capabilities',
  'engine-socket',
  'host-devices',
  'host-ipc',
  'host-pid',
  'host-process',
  'host-system-mount',
  'masked-paths',
  'mount-propagation',
  'privileged',
  'shared-namespace',
]);

/** Could what was judged lead to the host at all? */
const mayLead = (judgements: readonly Judgement[]): boolean =>
  judgements.some(({ control, verdict: { outcome } }) => (outcome === 'broken' || outcome === 'unknown') && firstWalls.has(control.id));

/** Does a step of it lead to the host, or to what others share, from which one may? Otherwise it takes a fault of a program. */
function isTelling({ holds, steps }: WayPart): boolean {
  const sure = steps.filter(({ certainty }) => certainty !== 'fault');
  return sure.length > 0 && holds.some(({ id, kind }) => worthy.includes(kind) && sure.some(({ to }) => to === id));
}

const worthy: readonly HoldKind[] = ['host', 'host user', 'shared'];
