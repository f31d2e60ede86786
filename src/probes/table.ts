import type { Processor } from './elf.ts';
import { attemptHeader, callNumber, flags, memory, nowhere, operations, record, stepWord } from './layout.ts';
import type { Argument, Step, Task } from './step.ts';

/** Milliseconds that a task has, unless it says so itself. */
const usualPatience = 2000;

interface Table {
  readonly bytes: Uint8Array;
  readonly arguments: readonly (readonly (readonly bigint[])[])[];
}

/** The table that the core goes through, to lie at `address`: the tasks, an empty one that ends it, and the bytes that their steps point to. */
export function tableOf(processor: Processor, tasks: readonly Task[], address: number): Table {
  const sizes = tasks.map(({ steps }) => attemptHeader.size + steps.reduce((sum, step) => sum + stepSize(step), 0));
  const end = sizes.reduce((sum, size) => sum + size, attemptHeader.size);
  const pool = poolAt(address + end);
  const out = new DataView(new ArrayBuffer(end));
  const given: bigint[][][] = [];
  let at = 0;
  for (const [id, { steps, patience = usualPatience }] of tasks.entries()) {
    out.setUint32(at + attemptHeader.id, id, true);
    out.setUint32(at + attemptHeader.length, sizes[id] ?? 0, true);
    out.setBigUint64(at + attemptHeader.timer, BigInt(pool.place(timer(patience))), true);
    at += attemptHeader.size;
    const ofTask: bigint[][] = [];
    for (const [index, step] of steps.entries()) {
      const args = step.args.map((argument) => numberFor(argument, steps, index, pool));
      ofTask.push(step.args.map((argument, place) => (typeof argument === 'object' && 'slot' in argument ? 0n : (args[place] ?? 0n))));
      out.setBigUint64(at, wordOf(processor, step, index), true);
      for (const [place, value] of args.entries()) out.setBigUint64(at + 8 + 8 * place, value, true);
      at += stepSize(step);
    }
    given.push(ofTask);
  }
  return { bytes: Uint8Array.from([...new Uint8Array(out.buffer), ...pool.bytes()]), arguments: given };
}

const stepSize = ({ args }: Step): number => 8 + 8 * args.length;

function wordOf(processor: Processor, { call, args, into, report, stopOnError }: Step, index: number): bigint {
  const operation = typeof call === 'string' ? callNumber(processor, call) : operations[call.operation];
  const slots = args.reduce<number>(
    (mask, argument, place) => (typeof argument === 'object' && 'slot' in argument ? mask | (1 << place) : mask),
    0,
  );
  const set = (report === true ? flags.report : 0) | (stopOnError === true ? flags.stopOnError : 0);
  const parts = [
    [operation, 0],
    [args.length, stepWord.count],
    [slots, stepWord.slots],
    [into ?? nowhere, stepWord.target],
    [set, stepWord.flags],
    [index, stepWord.place],
  ] as const;
  return parts.reduce((word, [value, shift]) => word | (BigInt(value) << BigInt(shift)), 0n);
}

function numberFor(argument: Argument, steps: readonly Step[], index: number, pool: Pool): bigint {
  if (typeof argument !== 'object') return BigInt.asUintN(64, BigInt(argument));
  if ('slot' in argument) return BigInt(argument.slot);
  if ('data' in argument) return BigInt(memory.shared + record.size + argument.data);
  if ('room' in argument) return BigInt(memory.room + argument.room);
  if ('bytes' in argument) return BigInt(pool.place(argument.bytes));
  const [from, to] = argument.steps < 0 ? [index + argument.steps, index] : [index, index + argument.steps];
  const distance = steps.slice(from, to).reduce((sum, step) => sum + stepSize(step), 0);
  return BigInt.asUintN(64, BigInt(argument.steps < 0 ? -distance : distance));
}

interface Pool {
  /** The address of these bytes; the same ones are kept once. */
  place(value: Uint8Array): number;
  bytes(): readonly number[];
}

function poolAt(address: number): Pool {
  const kept: number[] = [];
  const places = new Map<string, number>();
  return {
    place(value) {
      const key = value.join();
      const before = places.get(key);
      if (before !== undefined) return before;
      const place = address + kept.length;
      for (const byte of value) kept.push(byte);
      while (kept.length % 8 !== 0) kept.push(0);
      places.set(key, place);
      return place;
    },
    bytes: () => kept,
  };
}

/** struct itimerval: no repetition, then seconds and microseconds. */
function timer(milliseconds: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(32));
  view.setBigUint64(16, BigInt(Math.floor(milliseconds / 1000)), true);
  view.setBigUint64(24, BigInt(milliseconds % 1000) * 1000n, true);
  return new Uint8Array(view.buffer);
}
