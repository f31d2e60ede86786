import type { Condition, Operator } from './profile.ts';

/**
 * A filter compares 32 bits at a time, so libseccomp takes a condition apart: a 64-bit argument into its halves, and "less" into
 * "not greater". A step is one such comparison; `yes` and `no` say what comes after it.
 */
export interface Step {
  readonly argument: number;
  readonly high: boolean;
  readonly op: 'EQ' | 'MASKED_EQ' | 'GT' | 'GE';
  /** The operator as the profile has it, and the whole value: they decide the order of steps. */
  readonly written: Operator;
  readonly whole: bigint;
  readonly mask: number;
  readonly value: number;
  yes?: Branch;
  no?: Branch;
  /** Steps side by side are linked, and tried from the first one on, whichever of them a branch leads to (level.ts). */
  previous?: Step;
  next?: Step;
}

/** Where a step leads: to an answer, or to the steps beside `step` and `step` itself. */
export type Branch = { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'steps'; readonly step: Step };

/** The value that the kernel gets, and whatever the caller wants to know of the rule behind it. */
export interface Answer {
  readonly value: number;
  readonly rule: number;
}

const low = (value: bigint): number => Number(value & 0xffff_ffffn);
const high = (value: bigint): number => Number((value >> 32n) & 0xffff_ffffn);
const allBits = 0xffff_ffff_ffff_ffffn;

/**
 * The steps of conditions that must all hold, in the order of their arguments; undefined: there is nothing to compare
 * (no condition, or only such as hold for every value). Source of the order and the shape: libseccomp 2.5.4, src/db.c.
 */
export function chainOf(conditions: readonly Condition[], bits: 32 | 64, answer: Answer): Step | undefined {
  const sorted = [...conditions].sort((a, b) => a.index - b.index).filter((condition) => saysSomething(condition, bits));
  let next: Branch = { kind: 'answer', answer };
  let first: Step | undefined;
  for (const condition of sorted.reverse()) {
    first = bits === 64 ? wide(condition, next) : narrow(condition, next);
    next = { kind: 'steps', step: first };
  }
  return first;
}

/** A mask without bits compares nothing. */
const saysSomething = ({ op, value }: Condition, bits: 32 | 64): boolean =>
  op !== 'MASKED_EQ' || (bits === 64 ? value !== 0n : low(value) !== 0);

function operands({ op, value, valueTwo }: Condition): { mask: bigint; datum: bigint } {
  return op === 'MASKED_EQ' ? { mask: value, datum: valueTwo } : { mask: allBits, datum: value };
}

function narrow(condition: Condition, next: Branch): Step {
  const { mask, datum } = operands(condition);
  const step = part(condition, false, plain(condition.op), low(mask), low(datum & mask));
  if (holdsOnNo(condition.op)) step.no = next;
  else step.yes = next;
  return step;
}

function wide(condition: Condition, next: Branch): Step {
  const { op } = condition;
  const { mask, datum } = operands(condition);
  const lower = part(condition, false, plain(op), low(mask), low(datum & mask));
  const same = part(condition, true, op === 'MASKED_EQ' ? 'MASKED_EQ' : 'EQ', high(mask), high(datum & mask));
  same.yes = { kind: 'steps', step: lower };
  if (op === 'EQ' || op === 'MASKED_EQ') {
    lower.yes = next;
    return same;
  }
  if (op === 'NE') {
    same.no = next;
    lower.no = next;
    return same;
  }
  const above = part(condition, true, 'GT', high(mask), high(datum));
  above.no = { kind: 'steps', step: same };
  if (holdsOnNo(op)) {
    same.no = next;
    lower.no = next;
  } else {
    above.yes = next;
    lower.yes = next;
  }
  return above;
}

function part(condition: Condition, isHigh: boolean, op: Step['op'], mask: number, value: number): Step {
  return { argument: condition.index, high: isHigh, op, written: condition.op, whole: operands(condition).datum, mask, value };
}

const plain = (op: Operator): Step['op'] =>
  (({ NE: 'EQ', EQ: 'EQ', MASKED_EQ: 'MASKED_EQ', GT: 'GT', LE: 'GT', GE: 'GE', LT: 'GE' }) as const)[op];
const holdsOnNo = (op: Operator): boolean => op === 'NE' || op === 'LT' || op === 'LE';

/** Half an argument: place 2n is the lower half of argument n, 2n + 1 the upper one. */
export function word(args: readonly bigint[], place: number): number {
  const argument = args[place >> 1] ?? 0n;
  return place % 2 === 1 ? high(argument) : low(argument);
}

/** Whether the step holds for a syscall's arguments, each 64 bits wide. */
export function holds(step: Step, args: readonly bigint[]): boolean {
  const value = (word(args, place(step)) & step.mask) >>> 0;
  switch (step.op) {
    case 'EQ':
    case 'MASKED_EQ':
      return value === step.value;
    case 'GT':
      return value > step.value;
    case 'GE':
      return value >= step.value;
  }
}

const place = (step: Step): number => step.argument * 2 + (step.high ? 1 : 0);
const rank: Record<Operator, number> = { MASKED_EQ: 3, EQ: 3, NE: 3, LE: 2, LT: 2, GE: 1, GT: 1 };

/** Whether two steps compare the same bits with the same value. */
export const isSame = (a: Step, b: Step): boolean => place(a) === place(b) && a.op === b.op && a.value === b.value && a.mask === b.mask;

/** The order of steps side by side: those that come later in it are tried first. */
export function isBefore(a: Step, b: Step): boolean {
  if (place(a) !== place(b)) return place(a) < place(b);
  if (rank[a.written] !== rank[b.written]) return rank[a.written] < rank[b.written];
  return a.written === 'LE' || a.written === 'LT' ? a.value > b.value : a.value < b.value;
}
