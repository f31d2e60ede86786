import type { Joined, Span } from './joined.ts';
import { isSpace } from './space.ts';

export interface HeredocMark {
  readonly name: string;
  /** `<<-`: leading tabs are taken away, the terminator's too. */
  readonly chomp: boolean;
  /** False where the name is quoted. */
  readonly expands: boolean;
}

export interface Heredoc extends HeredocMark {
  /** The text between mark and terminator, as it stands in the source. */
  readonly content: string;
  /** The content's range in the source. */
  readonly range: Span;
}

/** `3<<-EOF`: no word before the digits, nothing but the name after (moby/buildkit 73ed6825, parser/parser.go reHeredoc). */
export function heredocMark(word: string): HeredocMark | undefined {
  let at = 0;
  while (isDigit(word[at])) at++;
  if (!word.startsWith('<<', at)) return undefined;
  at += 2;
  const chomp = word[at] === '-';
  if (chomp) at++;
  while (isSpace(word[at])) at++;
  const rest = word.slice(at);
  if (rest === '' || rest.includes('<')) return undefined;
  const name = unquote(rest);
  return name === undefined || name === '' ? undefined : { name, chomp, expands: !/['"]/.test(rest) };
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

/** Quotes and escapes away; undefined when they do not close or the result is more than one word. */
function unquote(text: string): string | undefined {
  let name = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote === '' && isSpace(char)) return undefined;
    if (char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === '\\' && quote !== "'") name += text[++at] ?? '';
    else name += char;
  }
  return quote === '' ? name : undefined;
}

/** Every heredoc that a logical line opens, in order. A line whose quotes do not close opens none, as for the builder. */
export function heredocMarks(joined: Joined): HeredocMark[] {
  const words = shellWords(joined.text);
  return words.map(heredocMark).filter((mark) => mark !== undefined);
}

/** Words of a line with their quotes kept; white space after `<<` belongs to the word. */
function shellWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (isSpace(char)) {
      if (word !== '') words.push(word);
      word = '';
    } else if (char === "'" || char === '"') {
      const end = closing(text, at, char);
      if (end === undefined) return [];
      word += text.slice(at, end + 1);
      at = end;
    } else if (char === '\\') {
      word += char + (text[++at] ?? '');
    } else if (char === '<' && text[at + 1] === '<') {
      let end = at + 2;
      while (text[end] === ' ' || text[end] === '\t' || text[end] === '\r') end++;
      word += text.slice(at, end);
      at = end - 1;
    } else word += char;
  }
  if (word !== '') words.push(word);
  return words;
}

function closing(text: string, open: number, quote: string): number | undefined {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (text[at] === '\\' && quote === '"') at++;
  }
  return undefined;
}
