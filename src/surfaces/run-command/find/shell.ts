import { baseName } from '../../../text/path.ts';
import {
  assignmentOf,
  type Command,
  commandsOf,
  identity,
  type Locate,
  literal,
  spell,
  through,
  unquoted,
  Variables,
  type Word,
} from '../../../text/shell/index.ts';
import { type Arg, type CommandLine, openExpansion, placed } from '../argument.ts';
import { behindPrefixes, isPrefix } from './prefixes.ts';

/** A text of commands, and where its characters stand in the source. */
export interface ShellText {
  readonly text: string;
  readonly locate: Locate;
}

const shells = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash']);
/** They join their words into one text for a shell. */
const joiners = new Set(['eval', 'ssh', 'su']);
const engines = new Set(['docker', 'podman']);
/** A shell in a shell in a shell: deeper is not followed. */
const deepest = 4;

/** Every docker or podman command of a shell text, those inside `sh -c '…'` and in the here-documents of a shell included. */
export function shellLines({ text, locate }: ShellText, home: string | undefined, depth = 0): CommandLine[] {
  if (depth > deepest || !/docker|podman/i.test(text)) return [];
  const commands = commandsOf(text);
  const variables = new Variables(commands, home);
  const lines: CommandLine[] = [];
  for (const command of commands) {
    const words = commandWords(command);
    if (mayRun(words[0])) {
      const scope = variables.scopeOf(command);
      const args = words.flatMap((word) => spell(word, scope)).map((argument) => placed(argument, locate));
      const bodies = command.heredocs.map(({ start, end }) => ({ text: text.slice(start, end), locate: through(locate, shifted(start)) }));
      for (const line of linesOf(args, { text, locate }, bodies, home, depth)) lines.push(line);
    }
    variables.follow(command);
  }
  return lines;
}

/** What a command with these words runs. `around` is the text that the words were read from. */
export function linesOf(
  args: readonly Arg[],
  around: ShellText,
  bodies: readonly ShellText[],
  home: string | undefined,
  depth: number,
): CommandLine[] {
  const command = args.slice(behindPrefixes(args.slice(behindOpen(args))) + behindOpen(args));
  const [first, ...rest] = command;
  if (first === undefined) return [];
  const name = engineName(first);
  if (engines.has(name)) return [{ args: command }];
  const inner = (arg: Arg): CommandLine[] => {
    // Out of a variable: its characters cannot be told apart any more.
    if (arg.word.parts.every((part) => part.kind === 'expansion') && openExpansion(arg) === undefined)
      return shellLines({ text: arg.text, locate: () => arg }, home, depth + 1);
    const script = unquoted(around.text, arg.word.parts);
    return shellLines({ text: script.text, locate: through(around.locate, script.locate) }, home, depth + 1);
  };
  if (shells.has(name) || name === 'su') {
    const flag = rest.findIndex((arg) => /^-[a-z]*c$/.test(arg.text));
    const script = rest[flag + 1];
    if (flag >= 0) return script === undefined ? [] : inner(script);
  }
  const words = name === 'ssh' ? rest.slice(behindHost(rest)) : rest;
  if (joiners.has(name) && words.length > 0) {
    const [only] = words;
    return words.length === 1 && only !== undefined ? inner(only) : depth < deepest ? linesOf(words, around, [], home, depth + 1) : [];
  }
  return shells.has(name) || joiners.has(name) ? bodies.flatMap((body) => shellLines(body, home, depth + 1)) : [];
}

/** $DOCKER and ${PODMAN_CMD} name their engine. */
function engineName(arg: Arg): string {
  const open = openExpansion(arg);
  if (open === undefined) return baseName(arg.text);
  return /^\$[({]?(docker|podman)(?:_?(?:cmd|bin|exe|command|cli|path))?[)}]?$/i.exec(open.written)?.[1]?.toLowerCase() ?? '';
}

/** `$SUDO docker run …`: a word that is not known before one that is. */
function behindOpen(args: readonly Arg[]): number {
  const [first, second] = args;
  if (first === undefined || second === undefined || openExpansion(first) === undefined || engines.has(engineName(first))) return 0;
  const next = baseName(second.text);
  return engines.has(next) || isPrefix(next) ? 1 : 0;
}

function commandWords({ words }: Command): readonly Word[] {
  const first = words.findIndex((word) => assignmentOf(word) === undefined);
  return first < 0 ? [] : words.slice(first);
}

/** A cheap look at the first word: most commands are none of ours. */
function mayRun(word: Word | undefined): boolean {
  if (word === undefined) return false;
  const text = literal(word);
  if (text === undefined) return true;
  const name = baseName(text);
  return engines.has(name) || isPrefix(name) || shells.has(name) || joiners.has(name);
}

const shifted =
  (by: number): Locate =>
  (start, end) =>
    identity(start + by, end + by);

/** Options of ssh(1) that take a value. */
const sshValues = /^-[A-Za-z]*[BbcDEeFIiJLlmOopQRSWw]$/;

function behindHost(args: readonly Arg[]): number {
  let at = 0;
  while (args[at]?.text.startsWith('-')) at += sshValues.test(args[at]?.text ?? '') ? 2 : 1;
  return at + 1;
}
