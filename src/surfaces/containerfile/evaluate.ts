import { type EnvVar, type Field, isKnown, type Origin, unknown, written } from '../../model/index.ts';
import { type Expanded, expand } from './expand.ts';
import { exposedPort } from './expose.ts';
import type { Instruction } from './instruction.ts';
import { originOf, type Word } from './joined.ts';
import { osOf } from './os.ts';
import { pairsOf } from './pairs.ts';
import { isAbsolute, resolvePath } from './path.ts';
import type { Budget, Rules } from './reading.ts';
import { quoted, type Report } from './report.ts';
import { asVariable, type BuildArgs, bareArg, fromBase, passed } from './scope.ts';
import { externalBase } from './stages.ts';
import type { State } from './state.ts';
import { userFields } from './user.ts';
import { type Lookup, type Piece, wholeOf } from './variable.ts';

/** What holds for the whole file. */
export interface Build {
  readonly escapeChar: string;
  readonly budget: Budget;
  readonly global: Lookup;
  readonly args: BuildArgs;
  readonly report: Report;
}

/** How words of this stage are read, at this point of it. */
export function rulesOf(state: State, { escapeChar, budget }: Build): Rules {
  const { reference } = externalBase(state.stage);
  const lookup: Lookup = (name) => {
    for (let at: State | undefined = state; at !== undefined; at = at.base) {
      const variable = at.variables.get(name);
      if (variable !== undefined) return variable;
    }
    return fromBase(name, reference);
  };
  return { lookup, escapeChar, budget };
}

/** Carries one instruction out on the stage's state. */
export function evaluate(instruction: Instruction, state: State, build: Build): void {
  steps[instruction.keyword]?.(instruction, state, build);
}

type Step = (instruction: Instruction, state: State, build: Build) => void;

const steps: Partial<Record<Instruction['keyword'], Step>> = {
  ARG: evaluateArg,
  CMD(instruction, state) {
    state.cmd = commandLine(instruction, state);
    state.ownCmd = true;
  },
  ENTRYPOINT(instruction, state) {
    state.entrypoint = commandLine(instruction, state);
    if (!state.ownCmd) state.cmd = undefined;
  },
  ENV: evaluateEnv,
  EXPOSE: evaluateExpose,
  HEALTHCHECK(instruction, state) {
    const { type, form, words, joined } = instruction;
    const origin = originOf(joined, instruction.span);
    if (type?.text === 'NONE') state.healthcheck = written({ disabled: true }, origin);
    if (type?.text !== 'CMD' || words.length === 0) return;
    const test = [form === 'json' ? 'CMD' : 'CMD-SHELL', ...words.map((word) => word.text)];
    state.healthcheck = written({ disabled: false, test }, origin);
  },
  SHELL({ form, words }, state) {
    if (form === 'json' && words.length > 0) state.shell = words.map((word) => word.text);
  },
  USER: evaluateUser,
  VOLUME: evaluateVolume,
  WORKDIR: evaluateWorkdir,
};

/** A word with its variables filled in; what the builder refuses is said. */
function expandWord(instruction: Instruction, word: Word, state: State, build: Build): Expanded & { origin: Origin } {
  const origin = originOf(instruction.joined, word);
  const expanded = expand(word.text, rulesOf(state, build));
  if (expanded.error !== undefined) build.report(`${instruction.keyword} cannot be read: ${expanded.error}`, origin.start);
  return { ...expanded, origin };
}

function fieldOf(pieces: readonly Piece[], origin: Origin): Field<string> {
  const whole = wholeOf(pieces);
  return typeof whole === 'string' ? written(whole, origin) : unknown(whole.because, origin);
}

function evaluateArg(instruction: Instruction, state: State, build: Build): void {
  const pairs = pairsOf(instruction);
  if (typeof pairs === 'string') return;
  for (const { name, value } of pairs) {
    const given = passed(build.args, name.text);
    if (given !== undefined) state.variables.set(name.text, given);
    else if (value !== undefined) state.variables.set(name.text, asVariable(expandWord(instruction, value, state, build).pieces));
    else {
      const variable = bareArg(name.text, build.global);
      const before = rulesOf(state, build).lookup(name.text);
      if (variable.state !== 'open' || before.state !== 'set') state.variables.set(name.text, variable);
    }
  }
}

/** All values of one ENV see the variables as they were before it. */
function evaluateEnv(instruction: Instruction, state: State, build: Build): void {
  const pairs = pairsOf(instruction);
  if (typeof pairs === 'string') return;
  const set: { env: EnvVar; pieces: readonly Piece[] }[] = [];
  for (const { name, value } of pairs) {
    if (value === undefined) continue;
    const key = wholeOf(expandWord(instruction, name, state, build).pieces);
    const { pieces, origin } = expandWord(instruction, value, state, build);
    const whole = originOf(instruction.joined, { start: name.start, end: value.end });
    const field = value.end > value.start ? fieldOf(pieces, origin) : written('', whole);
    if (typeof key === 'string') set.push({ env: { name: key, origin: whole, value: field }, pieces });
  }
  for (const { env, pieces } of set) {
    state.env.set(env.name, env);
    state.variables.set(env.name, asVariable(pieces));
  }
}

function evaluateUser(instruction: Instruction, state: State, build: Build): void {
  const [word] = instruction.words;
  if (word === undefined) return;
  const { pieces, origin } = expandWord(instruction, word, state, build);
  const colon = /^[\w.-]*:/.exec(word.text)?.[0].length ?? 0;
  const fields = userFields(pieces, origin, originOf(instruction.joined, { start: word.start + colon, end: word.end }));
  if (/\s/.test(wholeOf(pieces).toString()) && typeof wholeOf(pieces) === 'string')
    build.report(`USER takes one word, and ${quoted(word.text)} is more: a comment needs a line of its own`, origin.start);
  state.user = fields.user;
  state.group = fields.group;
}

function evaluateWorkdir(instruction: Instruction, state: State, build: Build): void {
  const [word] = instruction.words;
  if (word === undefined) return;
  const { pieces, origin } = expandWord(instruction, word, state, build);
  const path = wholeOf(pieces);
  if (typeof path !== 'string') state.cwd = unknown(path.because, origin);
  else if (isAbsolute(path)) state.cwd = written(resolvePath('/', path), origin);
  else state.cwd = relativeTo(state, path, origin);
}

function relativeTo(state: State, path: string, origin: Origin): Field<string> {
  if (state.cwd !== undefined)
    return isKnown(state.cwd) ? written(resolvePath(state.cwd.value, path), origin) : unknown(state.cwd.because, origin);
  const { reference } = externalBase(state.stage);
  if (isKnown(reference) && reference.value === 'scratch') return written(resolvePath('/', path), origin);
  return unknown("it is relative to the base image's working directory", origin);
}

function evaluateVolume(instruction: Instruction, state: State, build: Build): void {
  for (const word of instruction.words) {
    const { pieces, origin } = expandWord(instruction, word, state, build);
    const destination = fieldOf(pieces, origin);
    const key = isKnown(destination) ? destination.value : word.text;
    if (key.trim() !== '') state.volumes.set(key, { origin, type: written('volume', origin), destination });
  }
}

function evaluateExpose(instruction: Instruction, state: State, build: Build): void {
  for (const word of instruction.words) {
    const { pieces, origin } = expandWord(instruction, word, state, build);
    const whole = wholeOf(pieces);
    if (typeof whole !== 'string') {
      state.ports.set(word.text, { origin, containerPort: unknown(whole.because, origin), published: false });
      continue;
    }
    for (const text of whole.split(/\s+/).filter((part) => part !== '')) {
      const exposed = exposedPort(text);
      if (exposed === undefined) {
        build.report(`EXPOSE ${quoted(text)} is no port: write PORT, FIRST-LAST or PORT/tcp, /udp or /sctp`, origin.start);
        continue;
      }
      const { port, protocol } = exposed;
      state.ports.set(`${port}/${protocol ?? 'tcp'}`, {
        origin,
        containerPort: written(port, origin),
        ...(protocol === undefined ? {} : { protocol: written(protocol, origin) }),
        published: false,
      });
    }
  }
}

/** CMD and ENTRYPOINT: nothing is expanded in them; the shell form runs in the stage's shell. */
function commandLine({ form, words, joined, span, args }: Instruction, state: State): Field<readonly string[]> {
  const origin = originOf(joined, args.end > args.start ? args : span);
  const texts = words.map((word) => word.text);
  return written(form === 'plain' ? [...shellOf(state), texts.join(' ')] : texts, origin);
}

/** Facts: moby/buildkit 73ed6825, dockerfile2llb/defaultshell.go. */
const shellOf = (state: State): readonly string[] =>
  state.shell ?? (osOf(state.stage)?.value === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c']);
