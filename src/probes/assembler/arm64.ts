import { type Assembler, type Condition, listing, type Register, type Width } from './assembler.ts';

/** Numbers of registers, and of encodings: Arm Architecture Reference Manual for A-profile, chapter C6 (A64 base instructions). */
const numberOf: Readonly<Record<Register, number>> = {
  ...{ result: 8, t0: 9, t1: 10, stack: 31 },
  ...{ s0: 19, s1: 20, s2: 21, s3: 22, s4: 23, s5: 24 },
  ...{ a0: 0, a1: 1, a2: 2, a3: 3, a4: 4, a5: 5 },
};

const conditionCode: Readonly<Record<Condition, number>> = { equal: 0, different: 1, below: 3, 'not below': 2 };
const loadOf: Readonly<Record<Width, number>> = { 1: 0x3940_0000, 4: 0xb940_0000, 8: 0xf940_0000 };
const storeOf: Readonly<Record<Width, number>> = { 1: 0x3900_0000, 4: 0xb900_0000, 8: 0xf900_0000 };

export function arm64(): Assembler {
  const out = listing();
  const wordOf = (word: number): number[] => [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
  const emit = (...parts: readonly number[]): void => {
    out.bytes.push(...wordOf(parts.reduce((word, part) => (word | part) >>> 0, 0)));
  };
  const memory = (operation: number, register: Register, base: Register, offset: number, width: Width): void =>
    emit(operation, (offset / width) << 10, numberOf[base] << 5, numberOf[register]);
  /** `bits`, `shift`: width and place of the distance, counted in instructions, inside the word. */
  const branch = (operation: number, bits: number, shift: number, name: string): void => {
    const at = out.bytes.length;
    emit(operation);
    out.refer(name, at, (distance) => {
      const field = ((distance / 4) & (2 ** bits - 1)) << shift;
      out.bytes.splice(at, 4, ...wordOf((operation | field) >>> 0));
    });
  };
  return {
    label: out.label,
    put(register, value) {
      const bits = BigInt.asUintN(64, value);
      emit(0xd280_0000, Number(bits & 0xffffn) << 5, numberOf[register]);
      for (const quarter of [1, 2, 3]) {
        const part = Number((bits >> BigInt(16 * quarter)) & 0xffffn);
        if (part !== 0) emit(0xf280_0000, quarter << 21, part << 5, numberOf[register]);
      }
    },
    copy: (to, from) => emit(0xaa00_03e0, numberOf[from] << 16, numberOf[to]),
    load: (to, base, offset, width) => memory(loadOf[width], to, base, offset, width),
    store: (from, base, offset, width) => memory(storeOf[width], from, base, offset, width),
    add: (to, other) => emit(0x8b00_0000, numberOf[other] << 16, numberOf[to] << 5, numberOf[to]),
    subtract: (to, other) => emit(0xcb00_0000, numberOf[other] << 16, numberOf[to] << 5, numberOf[to]),
    addNumber: (to, value) => emit(0x9100_0000, value << 10, numberOf[to] << 5, numberOf[to]),
    shiftLeft: (to, bits) => emit(0xd340_0000, ((64 - bits) & 63) << 16, (63 - bits) << 10, numberOf[to] << 5, numberOf[to]),
    shiftRight: (to, bits) => emit(0xd340_0000, bits << 16, 63 << 10, numberOf[to] << 5, numberOf[to]),
    jump: (name) => branch(0x1400_0000, 26, 0, name),
    jumpIf(condition, left, right, name) {
      emit(0xeb00_001f, numberOf[right] << 16, numberOf[left] << 5);
      branch((0x5400_0000 | conditionCode[condition]) >>> 0, 19, 5, name);
    },
    syscall() {
      emit(0xd400_0001);
      emit(0xaa00_03e0, numberOf.a0 << 16, numberOf.result);
    },
    code: out.resolve,
  };
}
