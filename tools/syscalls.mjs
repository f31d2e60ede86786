// Writes src/facts/syscalls/tables/ from the kernel's own headers:
//   node tools/syscalls.mjs [FOLDER]
// FOLDER is where Debian's packages linux-libc-dev, linux-libc-dev-arm64-cross and linux-libc-dev-armhf-cross are unpacked;
// without one, where they are installed. It needs gcc for its preprocessor; the numbers are the headers' and nobody else's.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const root = process.argv[2] ?? '';
const x86 = `${root}/usr/include/x86_64-linux-gnu`;
const arm64 = `${root}/usr/aarch64-linux-gnu/include`;
const arm = `${root}/usr/arm-linux-gnueabihf/include`;

const architectures = [
  { file: 'x86-64', header: `${x86}/asm/unistd_64.h`, include: [x86, `${root}/usr/include`], package: 'linux-libc-dev' },
  { file: 'x86', header: `${x86}/asm/unistd_32.h`, include: [x86, `${root}/usr/include`], package: 'linux-libc-dev' },
  // The bit that every number of x32 carries is left out here: see numbers.ts.
  {
    file: 'x32',
    header: `${x86}/asm/unistd_x32.h`,
    include: [x86, `${root}/usr/include`],
    defines: ['-D__X32_SYSCALL_BIT=0'],
    package: 'linux-libc-dev',
  },
  { file: 'arm64', header: `${arm64}/asm/unistd.h`, include: [arm64], defines: ['-D__aarch64__'], package: 'linux-libc-dev-arm64-cross' },
  { file: 'arm', header: `${arm}/asm/unistd.h`, include: [arm], defines: ['-D__ARM_EABI__'], package: 'linux-libc-dev-armhf-cross' },
];

/** Macros that are no syscalls: ranges, masks, and the count at the end. */
const noSyscall = new Set(['arch_specific_syscall', 'syscalls', 'SYSCALL_MASK', 'SYSCALL_BASE', 'OABI_SYSCALL_BASE', 'BASE']);
/** Two names of one number in the headers of arm, and the one that the kernel's table uses. */
const otherNames = new Set(['sync_file_range2']);

mkdirSync('src/facts/syscalls/tables', { recursive: true });
for (const architecture of architectures) {
  const numbers = numbersOf(macrosOf(architecture), architecture.file);
  writeFileSync(`src/facts/syscalls/tables/${architecture.file}.ts`, fileOf(architecture, numbers));
}

function macrosOf({ header, include, defines = [] }) {
  const args = ['-E', '-dM', '-nostdinc', '-undef', ...include.map((folder) => `-I${folder}`), ...defines, '-include', header];
  const text = execFileSync('gcc', [...args, '-x', 'c', '/dev/null']).toString();
  return new Map([...text.matchAll(/^#define (\w+) (.+)$/gm)].map(([, name, value]) => [name, value]));
}

function numbersOf(macros, file) {
  const numbers = new Map();
  for (const name of macros.keys()) {
    const [, short] = /^__(?:ARM_)?NR_(\w+)$/.exec(name) ?? [];
    if (short === undefined || noSyscall.has(short) || (file === 'arm' && otherNames.has(short))) continue;
    numbers.set(short, evaluate(macros, macros.get(name)));
  }
  return [...numbers].sort((a, b) => a[1] - b[1]);
}

/** Numbers, other macros, sums and bit-wise or: all that the headers use. */
function evaluate(macros, expression) {
  const words = expression.match(/0x[0-9a-fA-F]+|\d+|\w+|[-+|]/g) ?? [];
  let value = 0;
  let operator = '+';
  for (const word of words) {
    if (/^[-+|]$/.test(word)) {
      operator = word;
      continue;
    }
    const operand = /^\d/.test(word) ? Number(word) : evaluate(macros, macros.get(word) ?? '0');
    value = operator === '+' ? value + operand : operator === '-' ? value - operand : value | operand;
  }
  return value;
}

function fileOf({ package: name }, numbers) {
  const words = [];
  let expected = 0;
  for (const [syscall, number] of numbers) {
    if (number !== expected) words.push(`${number}:`);
    words.push(syscall);
    expected = number + 1;
  }
  const lines = [];
  for (const word of words) {
    if (lines.length > 0 && lines.at(-1).length + word.length < 138) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  const version = versionOf(name);
  return `// Written by tools/syscalls.mjs; do not edit.
/**
 * ${numbers.length} names in the order of their numbers; \`N:\` sets the number of the name that follows.
 * Source: ${name} ${version} (Debian).
 */
export const names = \`
${lines.join('\n')}
\`;
`;
}

function versionOf(name) {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  } catch {
    return /Candidate: (\S+)/.exec(execFileSync('apt-cache', ['policy', name]).toString())?.[1] ?? 'of unknown version';
  }
}
