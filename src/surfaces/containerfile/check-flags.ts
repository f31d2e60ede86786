import { grammarOf } from './grammar.ts';
import type { Instruction } from './instruction.ts';
import type { Span } from './joined.ts';
import { quoted } from './report.ts';
import { mountFault } from './run-mount.ts';
import type { Flag } from './words.ts';

type Say = (message: string, span: Span) => void;

/** Flags that the builder refuses: unknown, twice, or with a value that it does not take. */
export function checkFlags(instruction: Instruction, say: Say): void {
  const { keyword, flags, type } = instruction;
  if (keyword === 'HEALTHCHECK' && type?.text === 'NONE') return;
  const known = grammarOf(keyword).flags;
  const seen = new Set<string>();
  for (const flag of flags) {
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    const fault = kind === undefined ? unknownFlag(keyword, flag, Object.keys(known)) : flagFault(instruction, flag, kind);
    if (fault !== undefined) say(fault, flag);
    else if (kind !== 'many' && seen.has(flag.name)) say(`--${flag.name} is there twice: keep one`, flag);
    seen.add(flag.name);
  }
}

function unknownFlag(keyword: string, flag: Flag, known: readonly string[]): string {
  const list = known.length === 0 ? 'it has none' : `it has ${known.map((name) => `--${name}`).join(', ')}`;
  return `${keyword} has no flag --${quoted(flag.name)}: ${list}`;
}

const duration = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

function flagFault({ keyword }: Instruction, flag: Flag, kind: 'text' | 'boolean' | 'many'): string | undefined {
  const { name, value } = flag;
  if (kind === 'boolean') {
    const fits = value === undefined || /^(true|false)$/i.test(value);
    return fits ? undefined : `--${name} takes true or false`;
  }
  if (value === undefined) return `--${name} needs a value: write --${name}=VALUE`;
  if (keyword === 'HEALTHCHECK' && value !== '' && value.length < 100) {
    if (name === 'retries') return /^\+?\d+$/.test(value) ? undefined : '--retries takes a number';
    return duration.test(value) ? undefined : `--${name} takes a duration such as 30s or 1m30s`;
  }
  if (name === 'mount') return mountFault(flag);
  if (name === 'security' && value !== 'insecure' && value !== 'sandbox') return '--security takes insecure or sandbox';
  if (name === 'network' && !['default', 'none', 'host'].includes(value)) return '--network takes default, none or host';
  return undefined;
}
