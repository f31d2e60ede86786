import type { Operation } from './layout.ts';

/** An argument of a step: a number, the answer of an earlier step, a place in memory, bytes that the program carries, or how far to go. */
export type Argument =
  | number
  | bigint
  | { readonly slot: number }
  /** The start of the data that `emit` hands back, 16 KiB long. */
  | { readonly data: number }
  /** Room of the process's own, all zeros at first, 64 KiB long. */
  | { readonly room: number }
  | { readonly bytes: Uint8Array }
  /** As many steps forward or, when negative, back: for `ifBelow` and `ifEqual`. */
  | { readonly steps: number };

/** One step of an attempt, in words that every processor has. */
export interface Step {
  /** The name of a syscall, or one of the operations. */
  readonly call: string | { readonly operation: Operation };
  readonly args: readonly Argument[];
  /** Where the answer is kept: 0 to 14. */
  readonly into?: number;
  /** The answer is that of the attempt. */
  readonly report?: boolean;
  /** An error is the attempt's answer, and its end. */
  readonly stopOnError?: boolean;
}

/** What the program is asked to do under one number. */
export interface Task {
  readonly steps: readonly Step[];
  /** Milliseconds after which it is killed (SIGALRM); 2,000 unless told. */
  readonly patience?: number;
}

/** A step whose answer is the attempt's. */
export const tell = (name: string, ...args: readonly Argument[]): Step => ({ call: name, args, report: true, stopOnError: true });
/** A step that prepares: only its failure is told, and ends the attempt. */
export const must = (name: string, ...args: readonly Argument[]): Step => ({ call: name, args, stopOnError: true });
/** A step of which nobody asks whether it failed. */
export const also = (name: string, ...args: readonly Argument[]): Step => ({ call: name, args });
export const into = (slot: number, step: Step): Step => ({ ...step, into: slot });
export const compute = (operation: Operation, ...args: readonly Argument[]): Step => ({ call: { operation }, args });

export const slot = (number: number): Argument => ({ slot: number });
export const data = (offset = 0): Argument => ({ data: offset });
export const room = (offset = 0): Argument => ({ room: offset });
export const bytes = (...values: readonly number[]): Argument => ({ bytes: Uint8Array.from(values) });
/** A path or another text, with the NUL that ends it. */
export const text = (value: string): Argument => ({ bytes: new TextEncoder().encode(`${value}\0`) });
/** Numbers of 8 bytes, as most structures of 64-bit kernels are made of. */
export const words = (...values: readonly (number | bigint)[]): Argument => {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [index, value] of values.entries()) view.setBigUint64(8 * index, BigInt.asUintN(64, BigInt(value)), true);
  return { bytes: new Uint8Array(view.buffer) };
};
/** So many zeros, to be read only. */
export const zeros = (length: number): Argument => ({ bytes: new Uint8Array(length) });
/** The folder of the process, for calls that take one. */
export const here = -100;

/**
 * A mount that nobody gets: the type is there, since AppArmor answers for an unknown one before it asks whether one may, and its option is not.
 * Source: Linux 6.1 security/apparmor/mount.c aa_new_mount.
 */
export const badMount: readonly Argument[] = [text('none'), text('/'), text('tmpfs'), 0, text('bulkhead-no-such-option')];
