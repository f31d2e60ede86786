import { newer, newerX86 } from './newer.ts';
import { names as arm } from './tables/arm.ts';
import { names as arm64 } from './tables/arm64.ts';
import { names as x32 } from './tables/x32.ts';
import { names as x86 } from './tables/x86.ts';
import { names as x86And64 } from './tables/x86-64.ts';

/** The architectures whose syscalls we know, by the names that the kernel and libseccomp give them. */
export const architectures = ['x86_64', 'x86', 'x32', 'aarch64', 'arm'] as const;
export type Architecture = (typeof architectures)[number];

/** Every number of x32 carries this bit; its calls arrive as those of x86-64 (arch/x86/include/uapi/asm/unistd.h). */
export const x32Bit = 0x4000_0000;

const texts: Record<Architecture, string> = { x86_64: x86And64, x86, x32, aarch64: arm64, arm };

interface Table {
  readonly numbers: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<number, string>;
}
const tables = new Map<Architecture, Table>();

/** A table is built when it is first asked for. */
function tableOf(architecture: Architecture): Table {
  let table = tables.get(architecture);
  if (table === undefined) {
    const numbers = new Map<string, number>();
    const bit = architecture === 'x32' ? x32Bit : 0;
    let next = 0;
    for (const word of texts[architecture].trim().split(/\s+/)) {
      if (word.endsWith(':')) next = Number(word.slice(0, -1));
      else numbers.set(word, bit + next++);
    }
    for (const [name, number] of newer) numbers.set(name, bit + number);
    if (architecture === 'x86_64' || architecture === 'x32') for (const [name, number] of newerX86) numbers.set(name, bit + number);
    table = { numbers, names: new Map([...numbers].map(([name, number]) => [number, name])) };
    tables.set(architecture, table);
  }
  return table;
}

/** The number of a syscall; undefined: the architecture has none of that name. Those of x32 come with their bit. */
export const numberOf = (architecture: Architecture, name: string): number | undefined => tableOf(architecture).numbers.get(name);

export const nameOf = (architecture: Architecture, number: number): string | undefined => tableOf(architecture).names.get(number);

/** Every name of an architecture with its number, in the order of the numbers. */
export const syscallsOf = (architecture: Architecture): readonly (readonly [name: string, number: number])[] =>
  [...tableOf(architecture).numbers].sort((a, b) => a[1] - b[1]);

/** Whether some architecture has a syscall of that name. */
export const isSyscall = (name: string): boolean =>
  architectures.some((architecture) => tableOf(architecture).numbers.has(name)) || elsewhere.has(name);

/** Names that only architectures without a table here have, and old ones. Source: syscalls.csv of libseccomp 2.5.4 and 2.6.1. */
const elsewhere: ReadonlySet<string> = new Set(
  `arm_sync_file_range atomic_barrier atomic_cmpxchg_32 cachectl getpagesize multiplexer riscv_flush_icache riscv_hwprobe rtas
s390_guarded_storage s390_pci_mmio_read s390_pci_mmio_write s390_runtime_instr s390_sthyi spu_create spu_run subpage_prot swapcontext
switch_endian sync_file_range2 sys_debug_setcontext syscall sysmips timerfd`.split(/\s+/),
);
