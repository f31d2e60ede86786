import type { BuildStep, Field } from '../../model/index.ts';
import { unknown, written } from '../../model/index.ts';
import { type Build, rulesOf } from './evaluate.ts';
import { expand } from './expand.ts';
import { grammarOf } from './grammar.ts';
import type { Instruction } from './instruction.ts';
import { originOf } from './joined.ts';
import { mountOptions, mountType, secretId } from './run-mount.ts';
import type { State } from './state.ts';
import { shownOf, wholeOf } from './variable.ts';

const named = new Set(['ADD', 'COPY', 'RUN', 'ENV', 'ARG', 'USER', 'FROM']);

/** Left to the shell that runs them, or to nobody. */
const unexpanded = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'HEALTHCHECK', 'ONBUILD', 'MAINTAINER']);

/** An instruction as one step of the build, seen with the stage's state before it. */
export function stepOf(instruction: Instruction, state: State, build: Build): BuildStep {
  const { keyword, joined, span } = instruction;
  return {
    instruction: named.has(keyword) ? (keyword as BuildStep['instruction']) : 'OTHER',
    stage: state.stage.name,
    origin: originOf(joined, span),
    text: textOf(instruction, state, build),
    flags: flagsOf(instruction),
    ...(state.user === undefined ? {} : { user: state.user }),
  };
}

/** The arguments; the content of heredocs follows, each on its own lines. */
function textOf({ keyword, joined, args, heredocs }: Instruction, state: State, build: Build): Field<string> {
  const text = joined.text.slice(args.start, args.end);
  const shown = keyword === 'FROM' ? expandFrom(text, build) : unexpanded.has(keyword) ? text : expandShown(text, state, build);
  const whole = heredocs.length === 0 ? shown : [shown, ...heredocs.map((heredoc) => heredoc.content)].join('\n');
  return written(whole, originOf(joined, args));
}

function expandShown(text: string, state: State, build: Build): string {
  if (!text.includes('$')) return text;
  const { pieces, error } = expand(text, { ...rulesOf(state, build), raw: true });
  return error === undefined ? shownOf(pieces) : text;
}

function expandFrom(text: string, { global, escapeChar, budget }: Build): string {
  const { pieces, error } = expand(text, { lookup: global, escapeChar, budget, raw: true });
  return error === undefined ? shownOf(pieces) : text;
}

/** A flag that may stand there several times keeps each value on a line of its own; one without a value is "true". */
function flagsOf({ keyword, flags }: Instruction): BuildStep['flags'] {
  const known = grammarOf(keyword).flags;
  const found: Record<string, string> = {};
  for (const { name, value = 'true' } of flags) {
    if (!Object.hasOwn(known, name)) continue;
    const before = found[name];
    found[name] = known[name] === 'many' && before !== undefined ? `${before}\n${value}` : value;
  }
  return found;
}

/** The ids of the secrets that a RUN mounts. */
export function secretsOf(instruction: Instruction, state: State, build: Build): Field<string>[] {
  if (instruction.keyword !== 'RUN' || instruction.flags.length === 0) return [];
  return instruction.flags.flatMap((flag) => {
    const options = mountOptions(flag.value ?? '');
    if (flag.name !== 'mount' || mountType(options) !== 'secret') return [];
    const origin = originOf(instruction.joined, flag);
    const id = wholeOf(expand(secretId(options), rulesOf(state, build)).pieces);
    if (id === '') return [];
    return [typeof id === 'string' ? written(id, origin) : unknown(id.because, origin)];
  });
}
