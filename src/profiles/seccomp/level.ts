import type { Branch, Step } from './chain.ts';

/** libseccomp would never end: its links run in a circle, and runc hangs. */
export class Endless extends Error {}

/** The rules make a tree that cannot be followed in reasonable time. */
export class TooMuch extends Error {}

/** How many more steps may be looked at while a tree is built: rules can share steps, and then a few make millions of ways. */
export interface Work {
  left: number;
}

/** More steps side by side than compile() lets rules make: only a circle has as many. */
const most = 50_000;

/** The first of the steps beside this one. */
function firstOf(step: Step): Step {
  let first = step;
  for (let count = 0; first.previous !== undefined; count++) {
    if (count > most) throw new Endless();
    first = first.previous;
  }
  return first;
}

/** All steps beside this one, in order. Throws Endless, and TooMuch when the work is used up. */
export function besides(step: Step | undefined, work?: Work): Step[] {
  const steps: Step[] = [];
  for (let at = step === undefined ? undefined : firstOf(step); at !== undefined; at = at.next) {
    if (steps.length > most) throw new Endless();
    steps.push(at);
  }
  if (work !== undefined) {
    work.left -= steps.length;
    if (work.left < 0) throw new TooMuch();
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
export function agree(step: Step | undefined, value: number, work: Work): boolean {
  return besides(step, work).every(({ yes, no }) => branchAgrees(yes, value, work) && branchAgrees(no, value, work));
}

export function branchAgrees(branch: Branch | undefined, value: number, work: Work): boolean {
  if (branch?.kind === 'answer') return branch.answer.value === value;
  return agree(stepOf(branch), value, work);
}
