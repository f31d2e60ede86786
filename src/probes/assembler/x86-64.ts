import { type Assembler, type Condition, listing, type Register } from './assembler.ts';

/** Numbers of registers, and of encodings: Intel 64 Software Developer's Manual, volume 2, chapters 2 and 3 to 5. */
const numberOf: Readonly<Record<Register, number>> = {
  ...{ result: 0, t1: 1, t0: 11, stack: 4 },
  ...{ s0: 3, s1: 5, s2: 12, s3: 13, s4: 14, s5: 15 },
  ...{ a0: 7, a1: 6, a2: 2, a3: 10, a4: 8, a5: 9 },
};

/** Second byte of the near jumps Jcc. */
const jumpCode: Readonly<Record<Condition, number>> = { equal: 0x84, different: 0x85, below: 0x82, 'not below': 0x83 };

const wide = 0x48;
const plain = 0x40;

export function x86(): Assembler {
  const out = listing();
  const emit = (...bytes: readonly number[]): void => {
    out.bytes.push(...bytes);
  };
  const littleEndian = (value: bigint, size: number): number[] =>
    Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
  /** `field`: the register in the middle of the ModRM byte; `base`: the one that the last three bits name. */
  const prefix = (size: number, field: number, base: number): number => size | ((field >> 3) << 2) | (base >> 3);
  const registers = (operation: number, field: Register, base: Register): void => {
    const [middle, low] = [numberOf[field], numberOf[base]];
    emit(prefix(wide, middle, low), operation, 0xc0 | ((middle & 7) << 3) | (low & 7));
  };
  const withNumber = (operation: number, extension: number, to: Register): void => {
    const low = numberOf[to];
    emit(prefix(wide, 0, low), operation, 0xc0 | (extension << 3) | (low & 7));
  };
  const memory = (size: number, operation: readonly number[], field: Register, base: Register, offset: number): void => {
    const [middle, low] = [numberOf[field], numberOf[base]];
    emit(prefix(size, middle, low), ...operation, 0x80 | ((middle & 7) << 3) | (low & 7));
    // rsp and r12 as a base take a SIB byte.
    if ((low & 7) === 4) emit(0x24);
    emit(...littleEndian(BigInt(offset), 4));
  };
  const jump = (operation: readonly number[], name: string): void => {
    emit(...operation, 0, 0, 0, 0);
    const end = out.bytes.length;
    out.refer(name, end, (distance) => out.bytes.splice(end - 4, 4, ...littleEndian(BigInt(distance), 4)));
  };
  return {
    label: out.label,
    put(register, value) {
      const low = numberOf[register];
      const bits = BigInt.asUintN(64, value);
      const short = bits < 0x1_0000_0000n;
      emit(prefix(short ? plain : wide, 0, low), 0xb8 | (low & 7), ...littleEndian(bits, short ? 4 : 8));
    },
    copy: (to, from) => registers(0x89, from, to),
    load(to, base, offset, width) {
      memory(width === 8 ? wide : plain, width === 1 ? [0x0f, 0xb6] : [0x8b], to, base, offset);
    },
    store(from, base, offset, width) {
      memory(width === 8 ? wide : plain, width === 1 ? [0x88] : [0x89], from, base, offset);
    },
    add: (to, other) => registers(0x01, other, to),
    subtract: (to, other) => registers(0x29, other, to),
    addNumber(to, value) {
      withNumber(0x81, 0, to);
      emit(...littleEndian(BigInt(value), 4));
    },
    shiftLeft(to, bits) {
      withNumber(0xc1, 4, to);
      emit(bits);
    },
    shiftRight(to, bits) {
      withNumber(0xc1, 5, to);
      emit(bits);
    },
    jump: (name) => jump([0xe9], name),
    jumpIf(condition, left, right, name) {
      registers(0x39, right, left);
      jump([0x0f, jumpCode[condition]], name);
    },
    syscall: () => emit(0x0f, 0x05),
    code: out.resolve,
  };
}
