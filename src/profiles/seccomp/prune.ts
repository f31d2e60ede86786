import { type Branch, isBefore, isSame, type Step } from './chain.ts';
import { agree, besides, isEnd, stepOf, takeOut, type Work } from './level.ts';

/** What is known of how an old and a new chain overlap. */
interface Overlap {
  match: boolean;
  once: boolean;
  oldEnds: boolean;
  newEnds: boolean;
  /** The old, or the new chain has steps before the ones that are compared. */
  oldPrefix: boolean;
  newPrefix: boolean;
}

interface Root {
  step: Step;
}

interface Search {
  readonly root: { step: Step | undefined };
  readonly value: number;
  readonly work: Work;
  removed: number;
}

const sides = ['yes', 'no'] as const;

/**
 * Takes out of a tree what a new chain makes needless: longer chains with the same answer that contain it.
 * "repeated": the new chain is itself needless, as a shorter one with the same answer is there.
 */
export function withoutRepeated(tree: Root, chain: Step, value: number, work: Work): 'repeated' | 'nothing left' | 'new' {
  const overlap = { match: false, once: false, oldEnds: false, newEnds: false, oldPrefix: false, newPrefix: false };
  const search: Search = { root: { step: tree.step }, value, work, removed: 0 };
  prune(tree.step, chain, overlap, search);
  if (search.root.step === undefined) return 'nothing left';
  tree.step = search.root.step;
  return search.removed === 0 && overlap.match && overlap.oldEnds && overlap.newPrefix ? 'repeated' : 'new';
}

function prune(old: Step | undefined, step: Step | undefined, overlap: Overlap, search: Search): void {
  if (old === undefined || step === undefined || (overlap.once && !overlap.match)) return;
  const here = { ...overlap };
  if (!compareRow(old, step, overlap, here, search)) here.match = false;
  if (here.match) add(overlap, here);
  else overlap.match = false;
}

/** Whether the comparison ended before the end of the row. */
function compareRow(old: Step, step: Step, overlap: Overlap, here: Overlap, search: Search): boolean {
  for (const other of besides(old, search.work)) {
    if (isSame(other, step)) {
      if (compareSame(other, step, overlap, here, search)) return true;
    } else if (isBefore(other, step)) {
      if (overlap.newPrefix) return true;
      if (sides.some((side) => goOn(stepOf(other[side]), step, { ...overlap, match: false, oldPrefix: true }, here, search))) return true;
    } else {
      if (overlap.oldPrefix) return true;
      if (sides.some((side) => goOn(other, stepOf(step[side]), { ...overlap, match: false, newPrefix: true }, here, search))) return true;
    }
  }
  return false;
}

function goOn(old: Step | undefined, step: Step | undefined, below: Overlap, here: Overlap, search: Search): boolean {
  prune(old, step, below, search);
  if (below.match) add(here, below);
  return below.match;
}

function compareSame(other: Step, step: Step, overlap: Overlap, here: Overlap, search: Search): boolean {
  here.match = true;
  here.once = true;
  if (isEnd(step)) here.newEnds = true;
  if (isEnd(other)) here.oldEnds = true;
  if (sides.some((side) => other[side] !== undefined && step[side] === undefined)) return true;
  if (here.newEnds && here.oldEnds && sides.some((side) => answerValue(other[side]) !== answerValue(step[side]))) return true;
  for (const side of sides) {
    const below = stepOf(step[side]);
    if (below !== undefined) goOn(stepOf(other[side]), below, { ...overlap, match: true, once: true }, here, search);
  }
  const sameAnswers = agree(other, search.value, search.work) && here.match;
  if (sameAnswers && here.newEnds && here.oldPrefix) {
    search.removed += remove(search.root, other, search.work);
    return search.root.step === undefined;
  }
  return sameAnswers && here.oldEnds && here.newPrefix;
}

function add(to: Overlap, from: Overlap): void {
  for (const key of Object.keys(from) as (keyof Overlap)[]) if (from[key]) to[key] = true;
}

/** Takes a step out wherever the branches lead to it, and those above it that then lead nowhere. Returns how many went. */
function remove(pointer: { step: Step | undefined }, step: Step, work: Work): number {
  let removed = 0;
  for (const other of besides(pointer.step, work)) {
    if (other !== step) for (const side of sides) removed += removeBelow(other, side, step, work);
    if (other !== step && (other.yes !== undefined || other.no !== undefined)) continue;
    if (pointer.step === other) pointer.step = other.previous ?? other.next;
    takeOut(other);
    return removed + 1;
  }
  return removed;
}

function removeBelow(other: Step, side: 'yes' | 'no', step: Step, work: Work): number {
  const pointer = { step: stepOf(other[side]) };
  if (pointer.step === undefined) return 0;
  const removed = remove(pointer, step, work);
  if (pointer.step === undefined) delete other[side];
  else other[side] = { kind: 'steps', step: pointer.step };
  return removed;
}

const answerValue = (branch: Branch | undefined): number => (branch?.kind === 'answer' ? branch.answer.value : -1);
