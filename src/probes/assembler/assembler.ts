/**
 * What the core of the probe program is written in: a few instructions that every 64-bit processor has. One file a processor says them in
 * its machine code, so the core itself is written once.
 */
export type Register = SavedRegister | ArgumentRegister | 'result' | 't0' | 't1' | 'stack';
/** These survive a syscall. */
type SavedRegister = 's0' | 's1' | 's2' | 's3' | 's4' | 's5';
/** The arguments of a syscall, which survive it on no processor that we promise anything for. */
export type ArgumentRegister = (typeof argumentRegisters)[number];
export const argumentRegisters = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5'] as const;

/** Comparisons are of unsigned numbers of 64 bits. */
export type Condition = 'equal' | 'different' | 'below' | 'not below';

/** Bytes read or written. Narrow loads fill the rest with zeros. */
export type Width = 1 | 4 | 8;

export interface Assembler {
  /** From here on, this is where jumps to `name` go. */
  label(name: string): void;
  put(register: Register, value: bigint): void;
  copy(to: Register, from: Register): void;
  /** `offset`: 0 to 4,095, a multiple of the width. */
  load(to: Register, base: Register, offset: number, width: Width): void;
  store(from: Register, base: Register, offset: number, width: Width): void;
  add(to: Register, other: Register): void;
  subtract(to: Register, other: Register): void;
  /** 0 to 4,095. */
  addNumber(to: Register, value: number): void;
  shiftLeft(to: Register, bits: number): void;
  shiftRight(to: Register, bits: number): void;
  jump(name: string): void;
  jumpIf(condition: Condition, left: Register, right: Register, name: string): void;
  /** The number in `result`, the arguments in a0 to a5; what the kernel answers comes in `result`. t0 and t1 are lost. */
  syscall(): void;
  /** The machine code, with every jump resolved. Throws where a jump has no target: a mistake of whoever wrote the code. */
  code(): Uint8Array;
}

/** Makes a syscall by name: the code that fills its arguments, and the call itself. */
export type Call = (name: string, ...args: readonly (bigint | number | Register)[]) => void;

/** Bytes that grow, with jumps to places that may come later. */
export interface Listing {
  readonly bytes: number[];
  label(name: string): void;
  /** `patch` is told the distance in bytes from `from`, once it is known. */
  refer(name: string, from: number, patch: (distance: number) => void): void;
  resolve(): Uint8Array;
}

export function listing(): Listing {
  const bytes: number[] = [];
  const labels = new Map<string, number>();
  const references: { readonly name: string; readonly from: number; readonly patch: (distance: number) => void }[] = [];
  return {
    bytes,
    label: (name) => {
      labels.set(name, bytes.length);
    },
    refer: (name, from, patch) => {
      references.push({ name, from, patch });
    },
    resolve() {
      for (const { name, from, patch } of references) {
        const target = labels.get(name);
        if (target === undefined) throw new Error(`no label ${name}`);
        patch(target - from);
      }
      return Uint8Array.from(bytes);
    },
  };
}
