import type { Judgement } from '../../judge.ts';
import { type Container, type HoldKind, knownValue, type Patch, type Phrases, type WayPart } from '../../model/index.ts';
import type { Settled } from '../settle.ts';
import { joined, partFor } from './part.ts';

/** A container of a text, and what was judged of it. */
export interface Looked {
  readonly declared: Container;
  readonly effective: Container;
  readonly judgements: readonly Judgement[];
}

/** What is asked of the text that the containers are declared in. */
export interface Surroundings {
  /** Its words for a change. Absent: nobody declared them. */
  readonly words?: Phrases;
  readonly settle: (declared: Container) => Settled | Promise<Settled>;
  /** Absent: it is not known what can be written. */
  readonly writable?: (declared: Container, patch: Patch) => boolean;
}

/**
 * Whose part of the graph is kept. `all`: every container's. `every`: of those that reach the host or what others share. `likely`: the same, and texts of
 * which every container is shut by what was judged are not looked at: a graph of each would cost more than its check.
 */
export type Thoroughness = 'all' | 'every' | 'likely';

/** What the containers of one text bring into the graph. */
export async function partsAmong(looked: readonly Looked[], around: Surroundings, how: Thoroughness): Promise<readonly WayPart[]> {
  if (how === 'likely' && !looked.some(({ judgements }) => mayLead(judgements))) return [];
  const parts: WayPart[] = [];
  for (const one of looked) {
    const part = await partAmong(one, around);
    if (how === 'all' || isTelling(part)) parts.push(part);
  }
  return parts;
}

async function partAmong({ declared, effective, judgements }: Looked, { words, settle, writable }: Surroundings): Promise<WayPart> {
  const common = {
    ...(words === undefined ? {} : { words }),
    ...(writable === undefined ? {} : { writable: (patch: Patch) => writable(declared, patch) }),
  };
  const part = partFor(effective, { ...common, judged: judgements });
  if (knownValue(effective.privileged) !== true) return part;
  // What is added beside it is only seen once it is gone.
  const { privileged: _, ...rest } = declared;
  const { container: without } = await settle(rest);
  return joined(part, partFor(without, common));
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
