import { machine } from '../../host/machine.ts';
import type { WayPart, Ways } from '../../model/index.ts';
import { waysOf } from '../../ways/index.ts';
import { readerOf, surfaceById } from '../declare.ts';
import { seenPart } from '../ways/seen.ts';
import type { Proved } from './assemble.ts';

/** The ways out by what was seen and tried. Undefined: nothing was proved. */
export async function waysProved(proved: readonly Proved[]): Promise<Ways | undefined> {
  const parts: WayPart[] = [];
  for (const one of proved) parts.push(await partOfProof(one));
  return parts.length === 0 ? undefined : waysOf(parts);
}

async function partOfProof({ effective, observed, proofs, standIns = [] }: Proved): Promise<WayPart> {
  const { phrases } = await readerOf(surfaceById(effective.surface));
  const seen = 'container' in observed ? observed.container : undefined;
  // What was met where something else stood in says nothing of what is declared.
  const evidence = proofs.flatMap((proof) => proof.evidence).filter(({ probe }) => !standIns.some((point) => probe.includes(point)));
  return seenPart(effective, seen, {
    words: phrases,
    evidence,
    // Only what is observed is known to run on this machine's kernel.
    ...(seen === undefined ? {} : { versions: { kernel: machine().kernel } }),
  });
}
