import { type Answer, holds, isBefore, isSame, type Step } from './chain.ts';
import { besides, branchAgrees, isEnd, putAfter, putBefore } from './level.ts';
import { withoutRepeated } from './prune.ts';

/**
 * What a filter does with one syscall, as libseccomp builds it rule by rule. Either one answer for every call, or steps side
 * by side, tried in order; where none gives an answer, the profile's default holds.
 */
export type Tree = { readonly kind: 'always'; readonly answer: Answer } | { readonly kind: 'steps'; step: Step };

/** libseccomp refuses a rule that contradicts an earlier one, and runc then does not start the container. */
export class Contradiction extends Error {}

/**
 * The tree with one more rule, which may change the given one. A rule without conditions replaces those with conditions, and
 * nothing replaces it. Rules with conditions on the same argument can share steps, and then hold for calls that no rule alone
 * describes: that is what libseccomp loads, so it is what we say. Throws Contradiction and Endless.
 * Held against libseccomp 2.5.4 by test/live/seccomp.test.ts.
 */
export function withRule(tree: Tree | undefined, chain: Step | undefined, answer: Answer): Tree {
  if (tree?.kind === 'always') return tree;
  if (chain === undefined) return { kind: 'always', answer };
  if (tree === undefined) return { kind: 'steps', step: chain };
  const rest = withoutRepeated(tree, chain, answer.value);
  if (rest === 'repeated') return tree;
  if (rest === 'nothing left') return { kind: 'steps', step: chain };
  tree.step = insert(tree.step, chain);
  return tree;
}

/**
 * Puts a step where the order has its place, or into one that compares the same; looks from `from` onwards only.
 * Returns the step that a branch to `from` now leads to.
 */
function insert(from: Step, step: Step): Step {
  for (let at = from; ; at = at.next) {
    if (isSame(at, step)) {
      merge(at, step);
      return from;
    }
    if (isBefore(at, step)) {
      putBefore(at, step);
      return at === from ? step : from;
    }
    if (at.next === undefined) {
      putAfter(at, step);
      return from;
    }
  }
}

function merge(into: Step, from: Step): void {
  takeAnswer(into, from, 'yes');
  takeAnswer(into, from, 'no');
  for (const side of ['yes', 'no'] as const) {
    const branch = from[side];
    if (branch?.kind !== 'steps') continue;
    const there = into[side];
    if (there === undefined) into[side] = branch;
    // An answer is already given for all that the longer chain would have looked at.
    else if (there.kind === 'answer') return;
    else into[side] = { kind: 'steps', step: insert(there.step, branch.step) };
  }
}

function takeAnswer(into: Step, from: Step, side: 'yes' | 'no'): void {
  const branch = from[side];
  if (branch?.kind !== 'answer') return;
  const there = into[side];
  if (there?.kind !== 'answer') {
    if (!branchAgrees(there, branch.answer.value)) throw new Contradiction();
    into[side] = branch;
    return;
  }
  if (there.answer.value === branch.answer.value) return;
  // Two "greater" with the same upper half and different answers: the larger whole value wins.
  if (side === 'yes' && from.high && from.whole > into.whole) into.yes = branch;
  if (isEnd(into) || isEnd(from)) throw new Contradiction();
}

/** The answer for a call; undefined: none, so the default holds. */
export function answerOf(tree: Tree, args: readonly bigint[]): Answer | undefined {
  return tree.kind === 'always' ? tree.answer : follow(tree.step, args);
}

function follow(from: Step, args: readonly bigint[]): Answer | undefined {
  for (const step of besides(from)) {
    const branch = holds(step, args) ? step.yes : step.no;
    if (branch === undefined) continue;
    // A branch without an answer falls back to the next step beside the one that led into it.
    const answer = branch.kind === 'answer' ? branch.answer : follow(branch.step, args);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Throws Endless where the links run in a circle: libseccomp then never ends. */
export function mustEnd(tree: Tree): void {
  if (tree.kind === 'always') return;
  const open = [tree.step];
  const seen = new Set<Step>();
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    for (const beside of besides(step)) {
      if (seen.has(beside)) continue;
      seen.add(beside);
      if (beside.yes?.kind === 'steps') open.push(beside.yes.step);
      if (beside.no?.kind === 'steps') open.push(beside.no.step);
    }
  }
}
