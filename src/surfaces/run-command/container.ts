import { type Container, type Field, type Problem, type ReadContext, type Source, unknown, written } from '../../model/index.ts';
import { partsOf } from '../../options/container.ts';
import { type Draft, newDraft, textField } from '../../options/draft.ts';
import { positionAt, problemAt } from '../../text/lines.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { type Arg, span, usedAt } from './argument.ts';
import { besideOf } from './beside.ts';
import { type Invocation, optionsOf } from './invocation.ts';

export interface Declared {
  /** Absent: the command makes no container (--help, no image). */
  readonly container?: Container;
  readonly problems: readonly Problem[];
}

/** The container that a command makes. `idOf` makes its name unique. */
export function declare(invocation: Invocation, source: Source, context: ReadContext, idOf: (name: string) => string): Declared {
  const { engine, command, globals } = invocation;
  const problems: Problem[] = [];
  const problem: Draft['problem'] = (at, message) => {
    problems.push(problemAt(at.source, at.start, message));
  };
  const { given, rest, incomplete, problems: unread } = optionsOf(invocation, source);
  if (given.some(({ flag }) => flag.name === 'help')) return { problems };
  for (const { at, message } of unread) problem(at, message);
  const draft = newDraft({ engine, source, context, problem });
  for (const { flag, option } of [...globals, ...given]) flag.effect?.(draft, option);
  const [image, ...words] = rest;
  const origin = { source, ...usedAt(invocation.first, invocation.verb) };
  if (image === undefined && !incomplete) {
    problem(origin, `${command} names no image; it was not judged`);
    return { problems };
  }
  const container = assemble(draft, invocation, image, words, idOf);
  return { container: context.everything ? { ...container, beside: besideOf(given) } : container, problems };
}

function assemble(
  draft: Draft,
  invocation: Invocation,
  image: Arg | undefined,
  words: readonly Arg[],
  idOf: (name: string) => string,
): Container {
  const { source } = draft;
  const origin = { source, ...usedAt(invocation.first, invocation.verb) };
  const known = image === undefined || reasonFor(image.text) !== undefined ? undefined : image.text;
  const name = draft.said.name ?? known ?? `line ${positionAt(source, origin.start).line}`;
  return {
    id: idOf(name),
    name,
    kind: 'container',
    surface: 'run-command',
    engine: draft.engine,
    origin,
    image: draft.said.rootfs ? {} : { reference: imageField(draft, image, origin) },
    ...partsOf(draft, argsOf(draft, words)),
  };
}

function imageField({ source }: Draft, image: Arg | undefined, origin: Container['origin']): Field<string> {
  if (image === undefined) return unknown('the image comes from a word that is not known before the command runs', origin);
  return textField(image.text, { source, ...image.own });
}

/** The entry point, where it is given, and the words after the image. */
function argsOf({ source, said: { entrypoint } }: Draft, words: readonly Arg[]): Field<readonly string[]> | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return entrypoint;
  const origin = { source, ...span(first, last) };
  if (entrypoint?.state === 'unknown') return entrypoint;
  const open = words.find(({ text }) => reasonFor(text) !== undefined);
  if (open !== undefined) return unknown(reasonFor(open.text) ?? '', { source, ...open.own });
  return written([...(entrypoint?.value ?? []), ...words.map(({ text }) => text)], origin);
}
