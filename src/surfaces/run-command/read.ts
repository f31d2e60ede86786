import type { Container, Problem, ReadContext, Reader, ReadResult, Source } from '../../model/index.ts';
import { plain } from '../../text/shell/index.ts';
import { declare } from './container.ts';
import { invocationsIn } from './invocations.ts';
import { phrases } from './phrases.ts';

/** Each `docker run`, `docker create`, `podman run` and `podman create` of a text is a container, in the order of the text. */
function read(source: Source, context: ReadContext): ReadResult {
  const text = plain(source.text);
  const containers: Container[] = [];
  const problems: Problem[] = [];
  const idOf = uniqueIds(source);
  const isNew = firstOf<Problem>(({ file, line, column, message }) => `${file}:${line}:${column}:${message}`);
  for (const invocation of invocationsIn(text, source, context)) {
    const declared = declare(invocation, source, context, idOf);
    if (declared.container !== undefined) containers.push(declared.container);
    for (const problem of declared.problems) if (isNew(problem)) problems.push(problem);
  }
  return { containers, problems };
}

/** path#name, and ~2, ~3 … where a name comes back. */
function uniqueIds({ path }: Source): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? `${path}#${name}` : `${path}#${name}~${count}`;
  };
}

/** True the first time that something of this key comes: several commands may share one variable that is at fault. */
function firstOf<T>(keyOf: (value: T) => string): (value: T) => boolean {
  const seen = new Set<string>();
  return (value) => {
    const { size } = seen;
    return seen.add(keyOf(value)).size > size;
  };
}

export const reader: Reader = { read, phrases };
