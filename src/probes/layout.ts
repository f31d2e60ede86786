import { numberOf as numberIn } from '../facts/syscalls/index.ts';
import type { Processor } from './elf.ts';

/** Where the running program keeps what it writes. Both lie below 4 GiB, apart from the file's own segment. */
export const memory = {
  /** Shared between the core and the process of each attempt: the record, then the data of `emit`. */
  shared: 0x1000_0000,
  sharedSize: 0x2_0000,
  /** The line that is being printed: after record and data. */
  line: 0x1000_8000,
  /** A process's own: the slots, then room for a step's structures. */
  own: 0x2000_0000,
  ownSize: 0x2_0000,
  /** Behind the slots: what the core writes, and where. */
  firstToGo: { file: 0x2000_0200, value: 0x2000_0240 },
  room: 0x2000_1000,
} as const;

/** What is printed of an attempt: numbers of 4 and 8 bytes, little endian; then `dataLength` bytes of data. */
export const record = { id: 0, step: 4, answer: 8, status: 16, dataLength: 20, note: 24, size: 32 } as const;

/** Bytes of data that an attempt may hand back. */
export const mostData = 16_384;

/** An attempt in the table: its id, its length in bytes, and the address of its timer; then its steps. */
export const attemptHeader = { id: 0, length: 4, timer: 8, size: 16 } as const;

/**
 * The first word of a step, in bits from the lowest: operation (16), how many arguments follow (8), which of them name a slot (8), the slot
 * for the answer (8), flags (8), its place in the attempt (16).
 */
export const stepWord = { count: 16, slots: 24, target: 32, flags: 40, place: 48 } as const;
export const flags = { report: 1, stopOnError: 2 } as const;

/** Operations that are no syscall. Their numbers lie above every syscall's. */
export const operations = {
  add: 0x8000,
  subtract: 0x8001,
  /** Go `c` bytes on from this step when a < b, or a = b; no answer is kept. */
  ifBelow: 0x8002,
  ifEqual: 0x8003,
  store: 0x8004,
  load: 0x8005,
  /** Does the text (address, length) hold the other one? 1 or 0. */
  find: 0x8006,
  /** So many bytes from the start of the data are handed back. */
  emit: 0x8007,
  note: 0x8008,
  end: 0x8009,
} as const;
export type Operation = keyof typeof operations;

/** A slot for answers that nobody asks for. */
export const nowhere = 15;

/** The lowest number that is an error: -4095. */
export const lowestError = 2n ** 64n - 4095n;

/** Exit codes of the program when it is started with one argument: what became of its user. With two: whether it holds a capability. */
export const exitCodes = { sameUser: 98, anotherUser: 97, holdsNone: 96, holdsSome: 95 } as const;

/** _LINUX_CAPABILITY_VERSION_3 of capget and capset: two words a set. Source: Linux 6.12 include/uapi/linux/capability.h. */
export const capabilityVersion3 = 0x2008_0522;

export const architectureOf = (processor: Processor): 'x86_64' | 'aarch64' => (processor === 'x64' ? 'x86_64' : 'aarch64');

/** Throws for a name that the processor's kernel does not have. */
export function callNumber(processor: Processor, name: string): number {
  const number = numberIn(architectureOf(processor), name);
  if (number === undefined) throw new Error(`${processor} has no syscall ${name}`);
  return number;
}
