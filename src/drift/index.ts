import type { Container } from '../model/index.ts';
import type { Drift } from './drift.ts';
import { deviceDrifts, kernelViewDrifts, mountDrifts } from './files.ts';
import { namespaceDrifts } from './namespaces.ts';
import { limitDrifts, resourceDrifts } from './numbers.ts';
import { processDrifts } from './process.ts';

export type { Direction, Drift } from './drift.ts';
export { groundOf, sayDrift } from './say.ts';

const aspects = [processDrifts, namespaceDrifts, resourceDrifts, limitDrifts, mountDrifts, kernelViewDrifts, deviceDrifts] as const;

/**
 * Where the kernel holds something else than what the engine was to make of a container: field by field, only those of which both views know something.
 * Not compared is what the program itself may change at will (arguments, environment, working folder) and what is decided outside of the container (published ports).
 */
export const compare = (effective: Container, observed: Container): readonly Drift[] =>
  aspects.flatMap((aspect) => aspect(effective, observed));
