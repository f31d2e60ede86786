import { type Drift, groundOf } from '../../drift/index.ts';
import { viewOf } from '../../reports/views.ts';
import type { Compared } from './compared.ts';

/** Both views whole, and every difference with the grounds of both sides. */
export const driftJson = ({ target, effective, observed, drifts, problems }: Compared): string =>
  `${JSON.stringify({ version: 1, target, drifts: drifts.map(plain), problems, effective: viewOf(effective), observed: viewOf(observed) }, null, 2)}\n`;

const plain = ({ path, direction, severity, effective, observed }: Drift) => ({
  path,
  direction,
  ...(direction === 'weaker' ? { severity } : {}),
  effective: { value: effective.value, declared: effective.field.state === 'written', ground: groundOf(effective) },
  observed: { value: observed.value, ground: groundOf(observed) },
});
