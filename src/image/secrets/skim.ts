/** Offsets of what may be the beginning of a known triple of bytes; the answer holds until the next call. `from`, `to`: at most `longestSkim` apart. */
export type Skim = (bytes: Uint8Array, from: number, to: number) => Uint32Array;

/** Bytes that are looked at in one call: they stay in a processor's second cache. */
export const longestSkim = 64 * 1024;

/** In its memory: a flag for each pair, a flag for each folded triple, the bytes with one before them and two behind, the answers. */
const [triplesAt, bytesAt] = [65536, 131072];
const answersAt = bytesAt + longestSkim + 16;
const pages = Math.ceil((answersAt + longestSkim * 4) / 65536);

/** Three bytes as a number of 16 bits: not one for each, but few come to the same. */
export const folded = (one: number, two: number, three: number): number => (one | (two << 8)) ^ ((three * 0x9e5) & 0xffff);

/**
 * A look at every second pair of bytes, and where the pair is known at the triples that it is in, as machine code: JavaScript takes three times as long.
 * `pairs` (first byte lowest) and `triples` (folded): 65,536 flags each.
 */
export function skimFor(pairs: Uint8Array, triples: Uint8Array): Skim {
  const { memory, skim } = exportsOf(program());
  const room = new Uint8Array(memory.buffer);
  room.set(pairs);
  room.set(triples, triplesAt);
  return (bytes, from, to) => {
    room[bytesAt] = bytes[from - 1] ?? 0;
    room.set(bytes.subarray(from, to + 2), bytesAt + 1);
    const end = bytesAt + 1 + Math.min(to + 2, bytes.length) - from;
    room.fill(0, end, end + 8);
    const told = skim(bytesAt + 1, bytesAt + 1 + to - from, answersAt);
    const answers = new Uint32Array(memory.buffer, answersAt, (told - answersAt) / 4);
    for (let at = 0; at < answers.length; at++) answers[at] = (answers[at] as number) - bytesAt - 1 + from;
    return answers;
  };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  skim(at: number, end: number, out: number): number;
}

/** Node's types have no WebAssembly. */
function exportsOf(code: Uint8Array): Exports {
  const { WebAssembly: machine } = globalThis as unknown as {
    readonly WebAssembly: { Module: new (code: Uint8Array) => object; Instance: new (module: object) => { readonly exports: Exports } };
  };
  return new machine.Instance(new machine.Module(code)).exports;
}

/**
 * skim(at, end, out): for each even place of [at, end), where its pair is known, the place before it and it itself are stored at `out` if their triples are.
 * Gives the end of what was stored. Eight bytes at once: nearly all hold no known pair. WebAssembly Core Specification 2.0, chapter 5 (binary format).
 */
function program(): Uint8Array {
  const [at, end, out, place, last] = [0, 1, 2, 3, 4];
  const get = (local: number): number[] => [0x20, local];
  const number = (value: number): number[] => [0x41, ...signed(value)];
  const plus = (local: number, value: number): number[] => [...get(local), ...number(value), 0x6a];
  const load16 = (offset: number): number[] => [0x2f, 0, offset];
  const load8 = (offset: number): number[] => [0x2d, 0, ...unsigned(offset)];
  const pairAt = (offset: number): number[] => [...get(at), ...load16(offset), ...load8(0)];
  const triple = [...get(place), ...load16(0), ...get(place), ...load8(2), ...number(0x9e5), 0x6c, ...number(0xffff), 0x71, 0x73];
  const storeKnown = [...triple, ...load8(triplesAt), 0x04, 0x40, ...get(out), ...get(place), 0x36, 0, 0, ...plus(out, 4), 0x21, out, 0x0b];
  const eachPlace = [
    ...[...get(at), 0x21, last, 0x03, 0x40],
    ...[...get(last), ...load16(0), ...load8(0), 0x04, 0x40],
    ...[...plus(last, -1), 0x21, place, ...storeKnown, ...get(last), 0x21, place, ...storeKnown, 0x0b],
    ...[...plus(last, 2), 0x22, last, ...plus(at, 8), 0x49, 0x0d, 0, 0x0b],
  ];
  const body = [
    ...[1, 2, 0x7f, 0x03, 0x40],
    ...[...pairAt(0), ...pairAt(2), 0x72, ...pairAt(4), 0x72, ...pairAt(6), 0x72, 0x04, 0x40, ...eachPlace, 0x0b],
    ...[...plus(at, 8), 0x22, at, ...get(end), 0x49, 0x0d, 0, 0x0b, ...get(out), 0x0b],
  ];
  const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
  const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, pages]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('skim'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

/** LEB128, section 5.2.2. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const rest = value >> 7;
  const isWhole = (rest === 0 && (value & 0x40) === 0) || (rest === -1 && (value & 0x40) !== 0);
  return isWhole ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)];
}
