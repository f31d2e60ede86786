import type { Around } from '../../options/draft.ts';
import { problem, type Reading } from './reading.ts';
import { unitBeside } from './references.ts';
import type { QuadletUnit } from './unit.ts';
import { volumeOf } from './volume.ts';

/** What is around the options of a unit: its folder, and the other units in it. */
export function around(reading: Reading, unit: QuadletUnit): Around {
  const own: Around = {
    engine: 'podman',
    source: unit.source,
    context: reading.context,
    problem: (at, message) => problem(reading, at, message),
    volume: (option, name) => volumeOf(own, option, name, () => unitBeside(reading, unit, name, option.origin)),
  };
  return own;
}
