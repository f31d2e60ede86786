import { arm64 } from './assembler/arm64.ts';
import type { Assembler } from './assembler/assembler.ts';
import { x86 } from './assembler/x86-64.ts';
import { core } from './core.ts';
import { codeAddress, elf, type Processor } from './elf.ts';
import type { Task } from './step.ts';
import { tableOf } from './table.ts';

export interface Program {
  readonly file: Uint8Array;
  /** Bytes of the core and of the table. */
  readonly sizes: { readonly core: number; readonly table: number };
  /** The arguments of each step of each task, as the kernel gets them; what a slot holds is only known when it runs, and is 0 here. */
  readonly arguments: readonly (readonly (readonly bigint[])[])[];
}

const assemblers: Readonly<Record<Processor, () => Assembler>> = { x64: x86, arm64 };

/**
 * The probe program for a processor: a static executable that makes each task in turn and prints a line for it (answers.ts), numbered
 * from 0. Throws where a step names a syscall that the processor does not have: a mistake of whoever wrote it.
 */
export function program(processor: Processor, tasks: readonly Task[]): Program {
  const codeFor = (table: number): Uint8Array => {
    const assembler = assemblers[processor]();
    core(assembler, processor, BigInt(table));
    return assembler.code();
  };
  // The address of the table has the same length in the code wherever the table lies.
  const length = codeFor(codeAddress + 0x1_0001).length;
  const start = Math.ceil((codeAddress + length) / 8) * 8;
  const code = codeFor(start);
  const table = tableOf(processor, tasks, start);
  const content = new Uint8Array(start - codeAddress + table.bytes.length);
  content.set(code);
  content.set(table.bytes, start - codeAddress);
  return { file: elf(processor, content), sizes: { core: code.length, table: table.bytes.length }, arguments: table.arguments };
}
