import { type Joined, type Span, type Word, wordAt } from './joined.ts';
import { isGap, isSpace, skipSpace } from './space.ts';

/** List items parted by plain white space; quotes mean nothing here (FROM, EXPOSE, and the shell form of COPY, ADD, VOLUME). */
export function gapWords(joined: Joined, span: Span): Word[] {
  const words: Word[] = [];
  let start = span.start;
  for (let at = span.start; at <= span.end; at++) {
    if (at < span.end && !isGap(joined.text[at])) continue;
    if (at > start) words.push(wordAt(joined, start, at));
    start = at + 1;
  }
  return words;
}

/** Words of ENV, LABEL and ARG: quotes hold a word together and stay in it, the escape character guards the next one. */
export function quotedWords(joined: Joined, span: Span, escapeChar: string): Word[] {
  const { text } = joined;
  const words: Word[] = [];
  let start = -1;
  let quote = '';
  for (let at = span.start; at < span.end; at++) {
    const char = text[at] ?? '';
    if (start < 0) {
      if (isSpace(char)) continue;
      start = at;
    }
    if (char === escapeChar && quote !== "'") at++;
    else if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (isSpace(char)) {
      words.push(wordAt(joined, start, at));
      start = -1;
    }
  }
  if (start >= 0) words.push(wordAt(joined, start, span.end));
  return words;
}

export interface Flag extends Span {
  /** Without the dashes. */
  readonly name: string;
  /** Absent: no `=` was written. */
  readonly value?: string;
}

/** The `--name=value` words in front of the arguments, quotes and escapes taken away, and where the arguments start. */
export function flagsOf(joined: Joined, span: Span, escapeChar: string): { flags: Flag[]; next: number } {
  const flags: Flag[] = [];
  let at = skipSpace(joined.text, span.start, span.end);
  while (joined.text.startsWith('--', at) && at < span.end) {
    const { word, end } = flagWord(joined.text, at, span.end, escapeChar);
    if (word === '--') return { flags, next: skipSpace(joined.text, end, span.end) };
    const equals = word.indexOf('=');
    flags.push(
      equals < 0 ? { name: word.slice(2), start: at, end } : { name: word.slice(2, equals), value: word.slice(equals + 1), start: at, end },
    );
    at = skipSpace(joined.text, end, span.end);
  }
  return { flags, next: at };
}

function flagWord(text: string, start: number, end: number, escapeChar: string): { word: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < end; at++) {
    const char = text[at] ?? '';
    if (quote === '' && isSpace(char)) break;
    if (char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === escapeChar) word += at + 1 < end ? (text[++at] ?? '') : '';
    else word += char;
  }
  return { word, end: at };
}
