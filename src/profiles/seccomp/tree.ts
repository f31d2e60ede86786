import { type Answer, holds, isBefore, isSame, type Step } from './chain.ts';
import { besides, branchAgrees, isEnd, putAfter, putBefore, TooMuch, type Work } from './level.ts';
import { withoutRepeated } from './prune.ts';

/**
 * What a filter does with one syscall, as libseccomp builds it rule by rule. Either one answer for every call, or steps side
 * by side, tried in order; where none gives an answer, the profile's default holds.
 */
export type Tree = { readonly kind: 'always'; readonly answer: Answer } | Steps;

export interface Steps {
  readonly kind: 'steps';
  step: Step;
  /** The last rule that was put in. */
  rule: number;
}

/** libseccomp refuses a rule that contradicts an earlier one, and runc then does not start the container. */
export class Contradiction extends Error {}

/**
 * The tree with one more rule, which may change the given one. A rule without conditions replaces those with conditions, and
 * nothing replaces it. Rules with conditions on the same argument can share steps, and then hold for calls that no rule alone
 * describes: that is what libseccomp loads, so it is what we say. Throws Contradiction, Endless and TooMuch.
 * Held against libseccomp 2.5.4 by test/live/seccomp.test.ts.
 */
export function withRule(tree: Tree | undefined, chain: Step | undefined, answer: Answer, work: Work): Tree {
  if (tree?.kind === 'always') return tree;
  if (chain === undefined) return { kind: 'always', answer };
  const { rule } = answer;
  if (tree === undefined) return { kind: 'steps', step: chain, rule };
  const rest = withoutRepeated(tree, chain, answer.value, work);
  if (rest === 'repeated') return tree;
  if (rest === 'nothing left') return { kind: 'steps', step: chain, rule };
  tree.step = insert(tree.step, chain, work);
  tree.rule = rule;
  return tree;
}

/**
 * Puts a step where the order has its place, or into one that compares the same; looks from `from` onwards only.
 * Returns the step that a branch to `from` now leads to.
 */
function insert(from: Step, step: Step, work: Work): Step {
  for (let at = from; ; at = at.next) {
    if (--work.left < 0) throw new TooMuch();
    if (isSame(at, step)) {
      merge(at, step, work);
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

function merge(into: Step, from: Step, work: Work): void {
  takeAnswer(into, from, 'yes', work);
  takeAnswer(into, from, 'no', work);
  for (const side of ['yes', 'no'] as const) {
    const branch = from[side];
    if (branch?.kind !== 'steps') continue;
    const there = into[side];
    if (there === undefined) into[side] = branch;
    // An answer is already given for all that the longer chain would have looked at.
    else if (there.kind === 'answer') return;
    else into[side] = { kind: 'steps', step: insert(there.step, branch.step, work) };
  }
}

function takeAnswer(into: Step, from: Step, side: 'yes' | 'no', work: Work): void {
  const branch = from[side];
  if (branch?.kind !== 'answer') return;
  const there = into[side];
  if (there?.kind !== 'answer') {
    if (!branchAgrees(there, branch.answer.value, work)) throw new Contradiction();
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
export function mustEnd(tree: Steps, work: Work): void {
  const open = [tree.step];
  const seen = new Set<Step>();
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue;
    for (const beside of besides(step, work)) {
      seen.add(beside);
      for (const branch of [beside.yes, beside.no]) if (branch?.kind === 'steps' && !seen.has(branch.step)) open.push(branch.step);
    }
  }
}
