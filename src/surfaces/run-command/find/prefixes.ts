import { baseName } from '../../../text/path.ts';
import type { Arg } from '../argument.ts';

interface Prefix {
  /** Short options that take a value. */
  readonly short?: string;
  /** Long options that take the next word as their value. */
  readonly long?: readonly string[];
  /** NAME=value words may stand before the command. */
  readonly assignments?: true;
  /** Words of its own that stand before the command. */
  readonly operands?: number;
}

/** Commands that run the command in their own words. From their manual pages (coreutils 9, util-linux 2.40, sudo 1.9). */
const prefixes: Readonly<Record<string, Prefix>> = {
  builtin: {},
  caffeinate: { short: 'tw' },
  chronic: {},
  command: {},
  doas: { short: 'aCu' },
  env: { short: 'uC', long: ['unset', 'chdir'], assignments: true },
  exec: { short: 'a' },
  flock: { short: 'wE', long: ['timeout', 'wait', 'conflict-exit-code'], operands: 1 },
  ionice: { short: 'cnp', long: ['class', 'classdata'] },
  nice: { short: 'n', long: ['adjustment'] },
  nohup: {},
  setsid: {},
  stdbuf: { short: 'ioe' },
  sudo: {
    short: 'CDghpRrTtUu',
    long: ['user', 'group', 'host', 'prompt', 'chdir', 'chroot', 'role', 'type', 'close-from', 'command-timeout'],
    assignments: true,
  },
  'systemd-cat': { short: 'tp', long: ['identifier', 'priority'] },
  'systemd-inhibit': { long: ['what', 'who', 'why', 'mode'] },
  'systemd-run': { short: 'HMupE', long: ['unit', 'property', 'description', 'slice', 'uid', 'gid', 'setenv', 'working-directory'] },
  time: { short: 'fo', long: ['format', 'output'] },
  timeout: { short: 'ks', long: ['kill-after', 'signal'], operands: 1 },
  unbuffer: {},
  winpty: {},
  xargs: { short: 'adEIiLnPs', long: ['arg-file', 'delimiter', 'max-args', 'max-procs', 'max-lines', 'replace'] },
};

export const isPrefix = (name: string): boolean => Object.hasOwn(prefixes, name);

/** Where the real command begins: behind sudo, env A=b, nohup and their like. */
export function behindPrefixes(args: readonly Arg[]): number {
  let at = 0;
  for (;;) {
    const prefix = prefixes[baseName(args[at]?.text ?? '')];
    if (prefix === undefined || !isPrefix(baseName(args[at]?.text ?? ''))) return at;
    at = behindOptions(args, at + 1, prefix) + (prefix.operands ?? 0);
  }
}

function behindOptions(args: readonly Arg[], from: number, prefix: Prefix): number {
  let at = from;
  for (; at < args.length; at++) {
    const text = args[at]?.text ?? '';
    if (text === '--') return at + 1;
    if (text.startsWith('--')) {
      if (prefix.long?.includes(text.slice(2))) at++;
    } else if (text.startsWith('-') && text.length > 1) {
      if (takesNext(text, prefix.short ?? '')) at++;
    } else if (!(prefix.assignments && /^[A-Za-z_]\w*=/.test(text))) return at;
  }
  return at;
}

/** -u takes the next word, -uroot does not. */
const takesNext = (text: string, short: string): boolean => {
  const at = [...text].findIndex((letter, index) => index > 0 && short.includes(letter));
  return at === text.length - 1;
};
