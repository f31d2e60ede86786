interface Section {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface Made {
  readonly wide?: boolean;
  readonly little?: boolean;
  /** e_type; 3 by itself. */
  readonly type?: number;
  readonly sections?: readonly Section[];
  /** What is loaded to be written to, at the address `base`. A section of the same content has that address too. */
  readonly data?: Uint8Array;
}

/** Where `data` is loaded. */
export const base = 0x400000;

/** A small ELF file: a header, one loaded segment, and sections with their names (System V ABI, "Object Files"). */
export function elfFile({ wide = true, little = true, type = 3, sections = [], data = new Uint8Array() }: Made): Uint8Array {
  const [headerSize, phSize, shSize] = wide ? [64, 56, 64] : [52, 32, 40];
  const names = `\0${[...sections.map(({ name }) => name), '.shstrtab'].join('\0')}\0`;
  const parts = [data, ...sections.map(({ content }) => content), new TextEncoder().encode(names)];
  const offsets: number[] = [];
  let at = align(headerSize + phSize);
  for (const part of parts) {
    offsets.push(at);
    at = align(at + part.length);
  }
  const bytes = new Uint8Array(at + shSize * (sections.length + 2));
  const view = new DataView(bytes.buffer);
  const u16 = (place: number, value: number): void => view.setUint16(place, value, little);
  const u32 = (place: number, value: number): void => view.setUint32(place, value, little);
  const word = (place: number, value: number): void => (wide ? view.setBigUint64(place, BigInt(value), little) : u32(place, value));
  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1]);
  u16(16, type);
  u16(18, 62);
  u32(20, 1);
  word(wide ? 32 : 28, headerSize);
  word(wide ? 40 : 32, at);
  for (const [index, value] of [headerSize, phSize, 1, shSize, sections.length + 2, sections.length + 1].entries())
    u16((wide ? 52 : 40) + 2 * index, value);
  for (const [index, part] of parts.entries()) bytes.set(part, offsets[index]);

  const [dataOffset = 0] = offsets;
  u32(headerSize, 1);
  u32(headerSize + (wide ? 4 : 24), 6);
  for (const [index, value] of [dataOffset, base, base, data.length, data.length].entries())
    word(headerSize + (wide ? 8 + 8 * index : 4 + 4 * index), value);

  for (const [index, name] of [...sections.map((each) => each.name), '.shstrtab'].entries()) {
    const header = at + shSize * (index + 1);
    u32(header, names.indexOf(`\0${name}\0`) + 1);
    u32(header + 4, index === sections.length ? 3 : 1);
    if (sections[index]?.content === data) word(header + (wide ? 16 : 12), base);
    word(header + (wide ? 24 : 16), offsets[index + 1] ?? 0);
    word(header + (wide ? 32 : 20), parts[index + 1]?.length ?? 0);
  }
  return bytes;
}

const align = (at: number): number => Math.ceil(at / 16) * 16;

const goMagic = Uint8Array.from([0xff, ...new TextEncoder().encode(' Go buildinf:')]);

/** What Go's linker writes before lines of modules, and after them. */
export const framed = (lines: readonly string[]): string =>
  `${'0'.repeat(16)}${lines.map((line) => `${line}\n`).join('')}${'1'.repeat(16)}`;

/** As Go since 1.18 writes it. */
export function goInline(version: string, modules: string): Uint8Array {
  const header = new Uint8Array(32);
  header.set([...goMagic, 8, 2]);
  return Uint8Array.from([...header, ...afterLength(version), ...afterLength(modules)]);
}

function afterLength(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  const length: number[] = [];
  let left = bytes.length;
  for (; left >= 0x80; left >>= 7) length.push((left & 0x7f) | 0x80);
  return [...length, left, ...bytes];
}

/** As Go before 1.18 does, where it is loaded at `base`. */
export function goPointers(version: string, modules: string, { wide = true, little = true } = {}): Uint8Array {
  const width = wide ? 8 : 4;
  const texts = [version, modules].map((text) => new TextEncoder().encode(text));
  const pairs = base + 32;
  const [first, second] = [pairs + 4 * width, pairs + 4 * width + (texts[0]?.length ?? 0)];
  const bytes = new Uint8Array(32 + 4 * width + texts.reduce((sum, text) => sum + text.length, 0));
  const view = new DataView(bytes.buffer);
  const word = (at: number, value: number): void =>
    wide ? view.setBigUint64(at, BigInt(value), little) : view.setUint32(at, value, little);
  bytes.set([...goMagic, width, little ? 0 : 1]);
  for (const [index, value] of [pairs, pairs + 2 * width].entries()) word(16 + index * width, value);
  for (const [index, value] of [first, texts[0]?.length ?? 0, second, texts[1]?.length ?? 0].entries()) word(32 + index * width, value);
  bytes.set(texts[0] ?? [], first - base);
  bytes.set(texts[1] ?? [], second - base);
  return bytes;
}
