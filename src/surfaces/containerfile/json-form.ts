import type { Joined, Span, Word } from './joined.ts';
import { skipSpace } from './space.ts';

/**
 * The exec form `["a", "b"]`: its strings with their places. Undefined: it is not a JSON array, so it is the shell form,
 * as for the builder. `mixed`: an array that holds something else than strings, which the builder refuses.
 */
export function jsonForm(joined: Joined, span: Span): readonly Word[] | 'mixed' | undefined {
  const start = skipSpace(joined.text, span.start, span.end);
  if (joined.text[start] !== '[') return undefined;
  const values = parse(joined.text.slice(start, span.end));
  if (!Array.isArray(values)) return undefined;
  if (!values.every((value) => typeof value === 'string')) return 'mixed';
  const places = literals(joined, start, span.end);
  return values.map((text, index) => ({ text, ...(places[index] ?? span) }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Places of the string literals of a text that is known to be a JSON array of strings. */
function literals(joined: Joined, start: number, end: number): Span[] {
  const found: Span[] = [];
  let open = -1;
  for (let at = start; at < end; at++) {
    const char = joined.text[at];
    if (open >= 0 && char === '\\') at++;
    else if (char === '"') {
      if (open >= 0) found.push({ start: open, end: at + 1 });
      open = open >= 0 ? -1 : at;
    }
  }
  return found;
}
