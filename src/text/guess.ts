import type { Change } from '../model/index.ts';

/** Stands behind a number that nobody measured, in the comment syntax of the surface. */
export const guessComment = 'bulkhead: a guess; measure, then set';

const guessed: readonly Change['set'][] = ['linux.resources.memory.limit', 'linux.resources.cpu.limit', 'linux.resources.pids.limit'];

/** Is the number that this change writes a guess? A writer then puts `guessComment` behind it. */
export const isGuess = (change: Change): boolean =>
  guessed.includes(change.set) || (change.set === 'mounts.options' && change.to.size !== undefined);
