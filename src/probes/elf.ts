/** Processors that the probe program exists for, by the names of Node's `process.arch`. */
export const processors = ['x64', 'arm64'] as const;
export type Processor = (typeof processors)[number];

/** e_machine: EM_X86_64 and EM_AARCH64. */
const machine: Readonly<Record<Processor, number>> = { x64: 62, arm64: 183 };

/** Where the file lies in memory. */
export const loadAddress = 0x40_0000;
const fileHeader = 64;
const programHeader = 56;
/** Of what follows the headers: the code, then the table. */
export const codeAddress = loadAddress + fileHeader + 2 * programHeader;

/**
 * A static executable without sections: one segment that is read and executed, and a stack that is not executed. Nothing in it is ever
 * written. Source: System V ABI, generic edition, chapters 4 and 5; the page size of an arm64 kernel may be 64 KiB.
 */
export function elf(processor: Processor, content: Uint8Array): Uint8Array {
  const size = codeAddress - loadAddress + content.length;
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  // Class 64 bits, little endian, version 1.
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  view.setUint16(16, 2, true);
  view.setUint16(18, machine[processor], true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(codeAddress), true);
  view.setBigUint64(32, BigInt(fileHeader), true);
  view.setUint16(52, fileHeader, true);
  view.setUint16(54, programHeader, true);
  view.setUint16(56, 2, true);
  view.setUint16(58, 64, true);
  const [load, readAndExecute] = [1, 5];
  segment(view, fileHeader, { type: load, flags: readAndExecute, address: loadAddress, size, align: 0x1_0000 });
  const [stack, readAndWrite] = [0x6474_e551, 6];
  segment(view, fileHeader + programHeader, { type: stack, flags: readAndWrite, address: 0, size: 0, align: 16 });
  file.set(content, codeAddress - loadAddress);
  return file;
}

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly size: number;
  readonly align: number;
}

function segment(view: DataView, at: number, { type, flags, address, size, align }: Segment): void {
  view.setUint32(at, type, true);
  view.setUint32(at + 4, flags, true);
  for (const [index, value] of [0, address, address, size, size, align].entries())
    view.setBigUint64(at + 8 + 8 * index, BigInt(value), true);
}
