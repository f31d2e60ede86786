import { atLeast, type Finding, type Ways } from '../../model/index.ts';
import type { Block } from '../text/blocks.ts';

/** What lets an intruder out of the container: critical, or a hold on the host that is at least high. */
const isWayOut = ({ severity, gain }: Finding): boolean => severity === 'critical' || (gain === 'host' && atLeast(severity, 'high'));

/** Findings that are a way out and on which no way of the graph rests: those on the machine, and what the graph does not know. */
export function besideWays(blocks: readonly Block[], ways: Ways | undefined): readonly Block[] {
  const open = blocks.filter(({ finding }) => isWayOut(finding));
  if (open.length === 0 || ways === undefined) return open;
  const used = new Set(ways.ways.filter(({ certainty }) => certainty !== 'fault').flatMap(({ steps }) => steps));
  const known = new Set(
    [...used].flatMap((at) => ways.steps[at]?.grounds.map(({ container, control }) => `${container}\u0000${control}`) ?? []),
  );
  return open.filter(({ finding }) => !known.has(`${finding.container}\u0000${finding.control}`));
}
