import { closings } from './closings.ts';

/** `word`: a bare or quoted word. The others are themselves. */
export interface Token {
  readonly kind: 'word' | '{' | '}' | '(' | ')' | ',';
  /** Without quotes. */
  readonly text: string;
  /** Does it begin with a quote? */
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
  /** Is it the first of its line? */
  readonly first: boolean;
}

const isSpace = (char: string | undefined): boolean =>
  char === undefined || char === ' ' || char === '\t' || char === '\n' || char === '\r';

/**
 * The words of a profile, in order. `#include` is a word; other text behind `#` is a comment. A comma or a brace inside a path
 * belongs to it. Linear; never throws. Source: apparmor 3.0.8 parser_lex.l.
 */
export function tokensOf(text: string): Token[] {
  const closing = closings(text);
  const tokens: Token[] = [];
  let first = true;
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '\n') first = true;
    if (isSpace(char)) at++;
    else if (char === '#' && !isInclude(text, at)) at = endOfLine(text, at);
    else if (char === '\\' && (text[at + 1] === '\n' || text[at + 1] === '\r')) at += 2;
    else {
      const token = tokenAt(at, char);
      tokens.push(token);
      first = false;
      at = token.end;
      if (token.kind === '(') depth++;
      if (token.kind === ')') depth--;
    }
  }
  return tokens;

  function tokenAt(start: number, char: string): Token {
    const single = (kind: Token['kind']): Token => ({ kind, text: char, quoted: false, start, end: start + 1, first });
    if (char === ',' || char === '}' || char === '(') return single(char);
    if (char === ')' && depth > 0) return single(')');
    if (char === '{' && !closing.has(start)) return single('{');
    if (char === '{' && tokens.at(-1)?.end !== start && isSpace(text[start + 1])) return single('{');
    return wordAt(start);
  }

  function wordAt(start: number): Token {
    let end = start;
    let value = '';
    const quoted = text[start] === '"';
    let copied = start;
    while (end < text.length) {
      const char = text[end] as string;
      if (char === '"') {
        const close = closing.get(end);
        if (close === undefined) break;
        value += text.slice(copied, end) + text.slice(end + 1, close);
        end = close + 1;
        copied = end;
        continue;
      }
      if (isSpace(char)) break;
      if (char === '\\') {
        end += 2;
        continue;
      }
      if (char === '{' || char === '[') {
        const close = closing.get(end);
        if (close === undefined && char === '{') break;
        end = (close ?? end) + 1;
        continue;
      }
      if (char === '}' && end > start) break;
      if (char === ')' && depth > 0) break;
      if (char === '(' && text[end - 1] === '=') break;
      if (char === ',' && endsRule(start, end)) break;
      end++;
    }
    end = Math.min(Math.max(end, start + 1), text.length);
    return { kind: 'word', text: value + text.slice(copied, end), quoted, start, end, first };
  }

  /** A comma with something behind it belongs to a path. */
  function endsRule(start: number, end: number): boolean {
    const next = text[end + 1];
    if (isSpace(next) || next === '#' || next === '}' || depth > 0) return true;
    return text[start] !== '/' && text[start] !== '@' && text[start] !== '"';
  }
}

const isInclude = (text: string, at: number): boolean => text.startsWith('#include', at) && !/[\w-]/.test(text[at + 8] ?? '');

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
