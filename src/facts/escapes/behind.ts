import { escapes } from './all.ts';
import type { Escape, Stop } from './escape.ts';

/** An escape that a control stands in the way of. `but`: as in Stop. */
export interface StoppedEscape extends Pick<Stop, 'but'> {
  readonly fault: Escape;
}

/** The escapes that a control stops, those first that it stops alone. A program that carries another's fault stands beside it in the table. */
export function escapesBehind(control: string): readonly StoppedEscape[] {
  const found = escapes.flatMap((fault) => {
    const stop = fault.stops?.find((one) => one.control === control);
    return stop === undefined ? [] : [{ fault, ...(stop.but === undefined ? {} : { but: stop.but }) }];
  });
  return [...found.filter(({ but }) => but === undefined), ...found.filter(({ but }) => but !== undefined)];
}
