import type { Architecture } from '../../facts/syscalls/index.ts';

/** SCMP_ARCH_… → the architecture (OCI runtime specification 1.2, config-linux.md). Null: known to engines, no table here. */
export const archWords: ReadonlyMap<string, Architecture | null> = new Map<string, Architecture | null>([
  ['SCMP_ARCH_X86_64', 'x86_64'],
  ['SCMP_ARCH_X86', 'x86'],
  ['SCMP_ARCH_X32', 'x32'],
  ['SCMP_ARCH_AARCH64', 'aarch64'],
  ['SCMP_ARCH_ARM', 'arm'],
  ...[
    ...['MIPS', 'MIPS64', 'MIPS64N32', 'MIPSEL', 'MIPSEL64', 'MIPSEL64N32', 'PPC', 'PPC64', 'PPC64LE', 'RISCV64', 'S390', 'S390X'],
    ...['PARISC', 'PARISC64', 'LOONGARCH64', 'M68K', 'SH', 'SHEB'],
  ].map((word) => [`SCMP_ARCH_${word}`, null] as const),
]);

/** What a kernel tells a filter about a call's architecture: AUDIT_ARCH_… of include/uapi/linux/audit.h, Linux 6.1. */
export const auditArch: Record<Architecture, number> = {
  x86_64: 0xc000_003e,
  // A call of x32 says x86-64, and has a bit in its number.
  x32: 0xc000_003e,
  x86: 0x4000_0003,
  aarch64: 0xc000_00b7,
  arm: 0x4000_0028,
};

/** Bits of a syscall argument that libseccomp compares: all of x32's arguments count as 32-bit (arch-x32.c, 2.5.4). */
export const argumentBits: Record<Architecture, 32 | 64> = { x86_64: 64, x32: 32, x86: 32, aarch64: 64, arm: 32 };

/** What a kernel can be: the machine's own architecture. */
const natives = ['x86_64', 'aarch64', 'x86', 'arm'] as const satisfies readonly Architecture[];
export type Native = (typeof natives)[number];

/** As `includes.arches` of a profile says it (libseccomp-golang, ScmpArch.String). */
export const goArch: Record<Native, string> = { x86_64: 'amd64', aarch64: 'arm64', x86: 'x86', arm: 'arm' };
