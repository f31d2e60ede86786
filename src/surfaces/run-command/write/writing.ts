import type { Container, Edit, ReadContext, Source } from '../../../model/index.ts';
import type { WritersOf } from '../../../text/patch.ts';
import { plain } from '../../../text/shell/index.ts';
import type { Arg } from '../argument.ts';
import { usedAt } from '../argument.ts';
import { type Invocation, optionsOf } from '../invocation.ts';
import { invocationsIn } from '../invocations.ts';
import type { Given } from '../options.ts';

/** One command while it is changed: what its changes come to is put together at the end (edits.ts). */
export interface Writing {
  readonly container: Container;
  readonly source: Source;
  readonly invocation: Invocation;
  readonly given: readonly Given[];
  /** The image and what stands behind it. */
  readonly rest: readonly Arg[];
  /** The first word among the options that may stand for more of them. */
  readonly open: Arg | undefined;
  /** New options, each the name with its value, if it has one. */
  readonly added: (readonly [flag: string, value?: string])[];
  readonly dropped: Set<Given>;
  /** New values, by the word that holds them. */
  readonly values: Map<Arg, { readonly given: Given; readonly text: string }>;
  readonly edits: Edit[];
  /** Options whose number is a guess. */
  readonly guessed: string[];
  readonly notes: Set<string>;
}

/** Undefined: written. A text: one clause that says why not. */
export type Result = string | undefined;

export type Write<To> = (writing: Writing, to: To) => Result;

/** Writers by what they set; a text says why a command has no way to write it. */
export type Writers = WritersOf<Writing, Result>;

const found = new WeakMap<Source, readonly Invocation[]>();

function invocationsOf(source: Source, context: ReadContext): readonly Invocation[] {
  const known = found.get(source) ?? invocationsIn(plain(source.text), source, context);
  found.set(source, known);
  return known;
}

/** The command of a container, or why it cannot be changed. */
export function writingOf(container: Container, context: ReadContext): Writing | string {
  const { source, start, end } = container.origin;
  const [invocation, ...others] = invocationsOf(source, context).filter(({ first, verb }) => {
    const used = usedAt(first, verb);
    return used.start === start && used.end === end;
  });
  if (invocation === undefined) return 'the command is not found again where it was read';
  if (others.length > 0) return 'several containers come from this command: write it once for each';
  const { given, rest, open } = optionsOf(invocation, source);
  return {
    container,
    source,
    invocation,
    given,
    rest,
    open,
    added: [],
    dropped: new Set(),
    values: new Map(),
    edits: [],
    guessed: [],
    notes: new Set(),
  };
}
