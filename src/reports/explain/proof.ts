import { padTo, wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';

/** A kind of attempt of `prove`: what it tries, as a clause, and by which system call. */
export interface TrialSaid {
  readonly tries: string;
  readonly call: string;
  /** It is told, and breaks nothing by itself. */
  readonly mild?: true;
  /** Not made in a container that others work in. */
  readonly weighs?: true;
}

/** How it is shown that a measure holds: by attempts, or why there are none, as a sentence. */
export type ProofSaid = { readonly trials: readonly TrialSaid[] } | { readonly read: string };

/** What stands beside an attempt. */
export function noteOf({ mild, weighs }: TrialSaid): string {
  const notes = [mild === true ? 'told, not counted' : '', weighs === true ? 'not with --live' : ''].filter((note) => note !== '');
  return notes.length === 0 ? '' : ` (${notes.join('; ')})`;
}

/** What stands above the attempts. */
export const proofIntro = 'bulkhead prove runs a program in a twin of the container. It holds when this fails there:';

/** The attempts with their system calls. */
export function proofLines(said: ProofSaid, { width, style }: Page): string[] {
  if ('read' in said) return wrap(said.read, width, '  ');
  const column = Math.max(0, ...said.trials.map((trial) => trial.tries.length + noteOf(trial).length));
  return [
    ...wrap(proofIntro, width, '  '),
    ...said.trials.map((trial) => `    ${padTo(`${trial.tries}${noteOf(trial)}`, column)}  ${style.dim(trial.call)}`),
  ];
}
