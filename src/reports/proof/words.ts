import type { Evidence } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { ProvedControl } from './shape.ts';

type Told = Omit<Evidence, 'control' | 'container'>;

/** "it could not open a raw socket: socket answers EPERM (capability)". */
export function sentenceOf({ verdict, probe, observed, layer, by: whom, mild }: Told): string {
  const by = layer === undefined || layer === 'absent' ? '' : ` (${whom ?? layer})`;
  if (verdict === 'fails') return oneLine(`it could ${probe}: ${observed}${mild === undefined ? '' : '; no way out by itself'}`);
  return oneLine(verdict === 'holds' ? `it could not ${probe}: ${observed}${by}` : `${probe}: ${observed}`);
}

/** How often it was tried in vain, and who said no: "3 attempts: seccomp, capability". */
export function refusals(evidence: readonly Told[]): string {
  const own = evidence.filter(({ verdict }) => verdict === 'holds');
  const layers = [...new Set(own.map(({ layer, by }) => by ?? layer ?? 'refused'))].map((layer) =>
    layer === 'absent' ? 'not there' : layer,
  );
  return `${own.length} ${own.length === 1 ? 'attempt' : 'attempts'}: ${layers.join(', ')}`;
}

/** Of a measure that no attempt shows, what the kernel says of it, and where. */
export const kernelSays = ({ observed }: Pick<ProvedControl, 'observed'>): string =>
  observed === undefined ? '' : `${observed.detail}${observed.ground === undefined ? '' : ` (${observed.ground})`}`;
