import { type Argument, type Locate, onlyExpansion, type Place, type Range, type Word } from '../../text/shell/index.ts';

/** A word of a command line, ready to be read: its text with holes, and its place in the source. */
export interface Arg extends Place {
  readonly text: string;
  readonly word: Word;
  /** From offsets of the text that `word` was read from to the source. */
  readonly locate: Locate;
}

/** The words of one command that may start a container. */
export interface CommandLine {
  readonly args: readonly Arg[];
}

/** An argument of a derived text → an argument of the source. */
export function placed({ text, start, end, word }: Argument, locate: Locate): Arg {
  const own = locate(start, end);
  // A word out of a variable's value is brought in by the word that names the variable.
  const use = start === word.start && end === word.end ? own.use : locate(word.start, word.end).use;
  return { text, own: own.own, use, word, locate };
}

/** From the start of the first to the end of the last; two that were written apart meet only where they are used. */
export function span(first: Arg, last: Arg): Range {
  const together = (sameUse(first, last) && closeBy(first.own, last.own)) || (isOwn(first) && isOwn(last));
  const from = together ? first.own : first.use;
  const to = together ? last.own : last.use;
  return to.end >= from.start ? { start: from.start, end: to.end } : from;
}

/** Nothing but blanks and line ends fits between them. */
const closeBy = (first: Range, last: Range): boolean => last.start >= first.start && last.start - first.end < 100;

/** Where the words are used, wherever they are written: the line that runs the command. */
export function usedAt(first: Arg, last: Arg): Range {
  if (isOwn(first) && isOwn(last)) return span(first, last);
  return { start: first.use.start, end: Math.max(first.use.end, last.use.end) };
}

const isOwn = ({ own, use }: Arg): boolean => own.start === use.start && own.end === use.end;

const sameUse = (a: Arg, b: Arg): boolean => !isOwn(a) && !isOwn(b) && a.use.start === b.use.start && a.use.end === b.use.end;

/** A word that is nothing but one unresolved expansion: what is written, and whether it may stand for several words or none. */
export function openExpansion({ text, word }: Arg): { readonly written: string; readonly several: boolean } | undefined {
  const written = onlyExpansion(text);
  if (written === undefined) return undefined;
  const [part] = word.parts;
  return { written, several: part === undefined || !part.quoted || (part.kind === 'expansion' && part.all) };
}
