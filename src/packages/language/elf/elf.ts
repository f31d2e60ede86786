import { bytesIn } from './bytes.ts';

/** A program or library: System V ABI, "Object Files" (ELF), 32 or 64 bits, either order of bytes. What its headers say is not believed. */
export interface Elf {
  /** The content of a section by its name; undefined: there is none, or it is not in the file. */
  section(name: string): Segment | undefined;
  /** The first that is loaded to be written to, by its header; it need not be in the file. */
  readonly writable: Loaded | undefined;
  /** What is loaded at an address, `length` bytes; undefined: nothing is, or less. */
  loaded(address: number, length: number): Uint8Array | undefined;
  /** All that is loaded from an address on, as far as it is in the file. */
  from(address: number): Uint8Array | undefined;
}

export interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

interface Loaded {
  readonly address: number;
  /** Where it is in the file, and its length there. */
  readonly offset: number;
  readonly size: number;
}

/** More headers than any program has. */
const mostHeaders = 70_000;

/** Is it something that can be run or loaded, by its first bytes? e_type 2: a program, 3: a program or library whose place is free. */
export function isProgram(head: Uint8Array): boolean {
  if (head.length < 52 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46) return false;
  const type = head[5] === 2 ? (head[17] ?? 0) + 256 * (head[16] ?? 0) : (head[16] ?? 0) + 256 * (head[17] ?? 0);
  return type === 2 || type === 3;
}

/** Undefined: it is no program. */
export function elfOf(file: Uint8Array): Elf | undefined {
  if (!isProgram(file)) return undefined;
  const wide = file[4] === 2;
  const read = bytesIn(file, file[5] !== 2);
  const word = (at: number): number => (wide ? read.u64(at) : read.u32(at));
  const part = (offset: number, size: number): Uint8Array | undefined =>
    offset >= 0 && size >= 0 && offset + size <= file.length ? file.subarray(offset, offset + size) : undefined;

  const [phoff, shoff] = wide ? [word(32), word(40)] : [word(28), word(32)];
  const counts = wide ? 54 : 42;
  const [phSize, phCount, shSize, shCount, shNames] = [0, 2, 4, 6, 8].map((more) => read.u16(counts + more)) as [
    number,
    number,
    number,
    number,
    number,
  ];

  function* table(offset: number, size: number, count: number, least: number): Generator<number> {
    if (size < least) return;
    for (let at = 0; at < Math.min(count, mostHeaders); at++) if (part(offset + at * size, least) !== undefined) yield offset + at * size;
  }

  const loads = [...table(phoff, phSize, phCount, wide ? 56 : 32)]
    .filter((at) => read.u32(at) === 1)
    .map((at) => {
      const [flags, offset, address, size] = wide
        ? [read.u32(at + 4), word(at + 8), word(at + 16), word(at + 32)]
        : [read.u32(at + 24), word(at + 4), word(at + 8), word(at + 16)];
      return { flags, offset, address, size };
    });

  const headers = [...table(shoff, shSize, shCount, wide ? 64 : 40)];
  const content = (at: number): Segment | undefined => {
    const [address, offset, size] = wide ? [word(at + 16), word(at + 24), word(at + 32)] : [word(at + 12), word(at + 16), word(at + 20)];
    const bytes = part(offset, size);
    // Type 8, SHT_NOBITS: in files of debugging symbols, the content is somewhere else.
    return bytes === undefined || read.u32(at + 4) === 8 ? undefined : { address, bytes };
  };
  const names = headers[shNames] === undefined ? undefined : content(headers[shNames])?.bytes;

  return {
    section(name) {
      const wanted = new TextEncoder().encode(`${name}\0`);
      const found = names === undefined ? undefined : headers.find((at) => startsWith(names, read.u32(at), wanted));
      return found === undefined ? undefined : content(found);
    },
    writable: loads.find(({ flags }) => (flags & 3) === 2),
    loaded(address, length) {
      const load = loads.find((each) => each.address <= address && address + length <= each.address + each.size);
      return load === undefined ? undefined : part(load.offset + address - load.address, length);
    },
    from(address) {
      const load = loads.find((each) => each.address <= address && address < each.address + each.size);
      return load === undefined ? undefined : file.subarray(load.offset + address - load.address, load.offset + load.size);
    },
  };
}

const startsWith = (bytes: Uint8Array, at: number, wanted: Uint8Array): boolean =>
  wanted.every((byte, index) => bytes[at + index] === byte);
