import type { Branch, Step } from './chain.ts';

/** libseccomp would never end: its links run in a circle, and runc hangs. */
export class Endless extends Error {}

/** More steps side by side than compile() lets rules make: only a circle has as many. */
const most = 50_000;

/** The first of the steps beside this one. */
export function firstOf(step: Step): Step {
  let first = step;
  for (let count = 0; first.previous !== undefined; count++) {
    if (count > most) throw new Endless();
    first = first.previous;
  }
  return first;
}

/** All steps beside this one, in order. Throws Endless. */
export function besides(step: Step | undefined): Step[] {
  const steps: Step[] = [];
  for (let at = step === undefined ? undefined : firstOf(step); at !== undefined; at = at.next) {
    if (steps.length > most) throw new Endless();
    steps.push(at);
  }
  return steps;
}

export function putBefore(step: Step, added: Step): void {
  const { previous } = step;
  if (previous !== undefined) previous.next = added;
  link(added, 'previous', previous);
  step.previous = added;
  added.next = step;
}

export function putAfter(step: Step, added: Step): void {
  added.previous = step;
  step.next = added;
}

/** Takes a step out of its row; what leads to it is not changed. */
export function takeOut(step: Step): void {
  if (step.previous !== undefined) link(step.previous, 'next', step.next);
  if (step.next !== undefined) link(step.next, 'previous', step.previous);
  delete step.previous;
  delete step.next;
}

function link(step: Step, side: 'previous' | 'next', to: Step | undefined): void {
  if (to === undefined) delete step[side];
  else step[side] = to;
}

export const stepOf = (branch: Branch | undefined): Step | undefined => (branch?.kind === 'steps' ? branch.step : undefined);

/** Whether no further step follows, on either side. */
export const isEnd = (step: Step): boolean => step.yes?.kind !== 'steps' && step.no?.kind !== 'steps';

/** Whether every answer at and beside a step, and below, is the given one. */
export function agree(step: Step | undefined, value: number): boolean {
  return besides(step).every(({ yes, no }) => branchAgrees(yes, value) && branchAgrees(no, value));
}

export function branchAgrees(branch: Branch | undefined, value: number): boolean {
  if (branch?.kind === 'answer') return branch.answer.value === value;
  return agree(stepOf(branch), value);
}
