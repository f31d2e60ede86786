import { type Architecture, numberOf, x32Bit } from '../../facts/syscalls/index.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import { actionOf, auditArch, decide, letsThrough, sayAction } from '../../profiles/seccomp/index.ts';
import { renderSections } from '../../reports/seccomp.ts';
import { hostArchitecture, type SeccompFlags, settingOf } from './flags.ts';
import { loadProfile, sayProblem } from './load.ts';
import { sayNumber, sayReason, syscallName } from './words.ts';

/** `bulkhead seccomp test FILE SYSCALL [ARG…]`: one call's decision with its reason. Exit 1 when it is not let through. */
export async function runCall(file: string, syscall: string, words: readonly string[], flags: SeccompFlags): Promise<number> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const setting = settingOf(flags);
  const architecture = flags.arch ?? hostArchitecture();
  const nr = numberNamed(architecture, syscall);
  if (words.length > 6) throw new Unreadable(`a syscall has at most 6 arguments; ${words.length} were given`);
  const args = words.map(argumentOf);
  const { filter, resolved, problems } = await loadProfile(file, setting, terminal);
  const decision = decide(filter, { arch: auditArch[architecture], nr, args });
  const reason = sayReason(decision, resolved, file);
  if (flags.format === 'json') {
    const json = {
      version: 1,
      setting: setting.words,
      architecture,
      number: nr,
      args: args.map(String),
      ...actionOf(decision.value),
      reason,
    };
    await terminal.out(`${JSON.stringify({ ...json, allowed: letsThrough(decision.value) }, null, 2)}\n`);
  } else {
    const call = `${syscallName(architecture, nr)}(${args.map(sayNumber).join(', ')})`;
    const head = [`${call} on ${architecture}: ${sayAction(decision.value)}`, reason, `(${setting.words})`];
    await terminal.out(renderSections(head, [], { color: terminal.color, width: terminal.width }));
  }
  for (const problem of problems) terminal.err(`problem  ${sayProblem(problem)}\n`);
  if (problems.length > 0) return 2;
  return letsThrough(decision.value) ? 0 : 1;
}

function numberNamed(architecture: Architecture, word: string): number {
  const number = numberOf(architecture, word) ?? (/^\d{1,10}$/.test(word) ? Number(word) : undefined);
  if (number === undefined) throw new Unreadable(`${word} is no syscall on ${architecture}; a number does as well`);
  return (architecture === 'x32' && number < x32Bit ? number + x32Bit : number) >>> 0;
}

/** Decimal, hexadecimal, or negative, in 64 bits. */
function argumentOf(word: string): bigint {
  if (!/^-?(\d{1,20}|0[xX][\da-fA-F]{1,16})$/.test(word))
    throw new Unreadable(`${word} is no argument: write a number such as 40, 0x7e020000 or -1`);
  const negative = word.startsWith('-');
  const value = BigInt(negative ? word.slice(1) : word);
  return BigInt.asUintN(64, negative ? -value : value);
}
