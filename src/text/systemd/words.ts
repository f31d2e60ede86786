import type { Range } from '../shell/mapped.ts';
import type { UnitEntry } from './unit.ts';

/** One word of a value, quotes and escapes off, with its place in the source. */
export interface UnitWord extends Range {
  readonly text: string;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', s: ' ', a: '\x07', b: '\b', f: '\f', v: '\v' };

/**
 * The words of a value, parted by blanks; single and double quotes keep blanks, a backslash escapes.
 * Source: systemd.syntax(7) "QUOTING"; Podman 5.8 pkg/systemd/parser/split.go.
 */
export function wordsOf({ value, origin }: UnitEntry): UnitWord[] {
  const { text } = value;
  const words: UnitWord[] = [];
  let word: string | undefined;
  let from = 0;
  let quote = '';
  const flush = (end: number): void => {
    if (word === undefined) return;
    const { own } = value.locate(from, Math.max(end, from + 1));
    words.push({ text: word, start: own.start, end: Math.min(own.end, origin.end) });
    word = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    const start = at;
    const begins = word === undefined;
    if (quote === '' && /\s/.test(char)) flush(at);
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === '\\' && at + 1 < text.length) {
      at++;
      const next = text[at] as string;
      word = (word ?? '') + (escapes[next] ?? next);
    } else word = (word ?? '') + char;
    if (begins) from = start;
  }
  flush(text.length);
  return words;
}

/** The value as one text: blanks at its end and one pair of double quotes around it off. */
export function wholeOf({ value }: UnitEntry): string {
  const text = value.text.trimEnd();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
