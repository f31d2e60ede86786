import { type Answer, type Branch, type Step, word } from './chain.ts';
import { besides, type Work } from './level.ts';

/**
 * The steps of one syscall as libseccomp writes them: it loads half an argument only where it believes that the accumulator holds
 * something else, and checks that belief for the first jump to a block alone. Where another jump comes with another accumulator, the
 * loaded filter answers otherwise than the rules say. Source: libseccomp 2.5.4 to 2.6.1, src/gen_bpf.c.
 */
export interface Program {
  readonly first: Block;
}

type Target = Block | Answer | undefined;

interface Block {
  readonly step: Step;
  /** What the block takes the accumulator to hold when it begins; undefined: it loads itself. */
  begins: Accumulator | undefined;
  readonly ends: Accumulator;
  readonly loads: boolean;
  /** Put before the block when the first jump to it came with another accumulator. */
  reloads: Accumulator | undefined;
  yes: Target;
  no: Target;
  placed: boolean;
  readonly id: number;
}

/** Half an argument, and the bits of it that are left. */
interface Accumulator {
  readonly place: number;
  readonly mask: number;
}

const nothing: Accumulator = { place: -1, mask: 0xffff_ffff };
const allBits = 0xffff_ffff;

/** Throws TooMuch. */
export function programOf(first: Step, work: Work): Program {
  const head = new Writer(work).row(first, nothing, undefined);
  place(head);
  return { first: head };
}

class Writer {
  private readonly known = new Map<string, Block>();
  private ids = 0;
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  /** The blocks of the steps beside `step`; `after` is where a call goes that none of them answers. */
  row(step: Step, before: Accumulator, after: Block | undefined): Block {
    let held = before;
    const blocks = besides(step, this.work).map((one) => {
      const block = blockOf(one, held, this.ids++);
      held = block.ends;
      return block;
    });
    let next = after;
    for (const block of blocks.reverse()) {
      block.yes = this.target(block, block.step.yes, next);
      block.no = this.target(block, block.step.no, next);
      next = this.once(block);
    }
    return next as Block;
  }

  private target(block: Block, branch: Branch | undefined, next: Block | undefined): Target {
    if (branch === undefined) return next;
    return branch.kind === 'answer' ? branch.answer : this.row(branch.step, block.ends, next);
  }

  /** Blocks that are alike are written once. */
  private once(block: Block): Block {
    const { step, begins, ends, loads, yes, no } = block;
    const key = [step.op, step.value, loads, begins?.place, begins?.mask, ends.place, ends.mask, keyOf(yes), keyOf(no)].join(' ');
    const same = this.known.get(key);
    if (same !== undefined) return same;
    this.known.set(key, block);
    return block;
  }
}

const isBlock = (target: Target): target is Block => target !== undefined && 'step' in target;
const keyOf = (target: Target): string => (target === undefined ? '' : isBlock(target) ? `b${target.id}` : `a${target.value}`);

function blockOf(step: Step, held: Accumulator, id: number): Block {
  const place = step.argument * 2 + (step.high ? 1 : 0);
  const loads = place !== held.place || (step.mask & held.mask) >>> 0 !== step.mask;
  return {
    step,
    begins: loads ? undefined : held,
    ends: { place, mask: step.mask },
    loads,
    reloads: undefined,
    yes: undefined,
    no: undefined,
    placed: false,
    id,
  };
}

/** The order in which libseccomp lays the blocks out decides which jump is the first: the last block with one that is still open. */
function place(first: Block): void {
  const order: Block[] = [first];
  first.placed = true;
  for (let at = order.length - 1; at >= 0; ) {
    const block = order[at] as Block;
    const target = [block.yes, block.no].find((one) => isBlock(one) && !one.placed);
    if (!isBlock(target)) {
      at--;
      continue;
    }
    target.placed = true;
    if (target.begins !== undefined && !isSame(target.begins, block.ends)) {
      target.reloads = target.begins;
      target.begins = undefined;
    }
    order.splice(at + 1, 0, target);
    at = order.length - 1;
  }
}

const isSame = (a: Accumulator, b: Accumulator): boolean => a.place === b.place && a.mask === b.mask;

/** The answer that the written program gives; undefined: the default. */
export function run({ first }: Program, args: readonly bigint[]): Answer | undefined {
  let accumulator = 0;
  let target: Target = first;
  while (isBlock(target)) {
    const { step, loads, reloads }: Block = target;
    if (reloads !== undefined) accumulator = (word(args, reloads.place) & reloads.mask) >>> 0;
    if (loads) accumulator = word(args, step.argument * 2 + (step.high ? 1 : 0));
    if (step.mask !== allBits) accumulator = (accumulator & step.mask) >>> 0;
    target = compare(step, accumulator) ? target.yes : target.no;
  }
  return target;
}

function compare({ op, value }: Step, accumulator: number): boolean {
  if (op === 'GT') return accumulator > value;
  return op === 'GE' ? accumulator >= value : accumulator === value;
}
