import { type Reading, type Rules, refuse } from './reading.ts';
import { substitute } from './substitute.ts';
import { merge, type Piece } from './variable.ts';

export interface Expanded {
  readonly pieces: readonly Piece[];
  /** Why the builder refuses the word. */
  readonly error?: string;
}

/**
 * Quotes and variables of one word, as the builder's lexer treats them (moby/buildkit 73ed6825,
 * frontend/dockerfile/shell/lex.go). Never throws.
 */
export function expand(text: string, rules: Rules): Expanded {
  if (!rules.raw && !/[$'"\\`]/.test(text)) return { pieces: [text] };
  const reading: Reading = { text, rules, at: 0, depth: 0, until: (stop, rawEscapes) => until(reading, stop, rawEscapes) };
  const pieces = until(reading, undefined, rules.raw === true);
  const { error } = reading;
  return error === undefined ? { pieces: merge(pieces) } : { pieces: [{ because: error, raw: text }], error };
}

/** Everything up to `stop` (taken too) or, without one, to the end. */
function until(reading: Reading, stop: string | undefined, rawEscapes: boolean): Piece[] {
  const { text, rules } = reading;
  const out: Piece[] = [];
  while (reading.at < text.length) {
    const char = text[reading.at] ?? '';
    if (char === stop) {
      reading.at++;
      return out;
    }
    if (char === '$') append(out, substitute(reading));
    else if (char === "'") singleQuoted(reading, out);
    else if (char === '"') doubleQuoted(reading, out);
    else if (char === rules.escapeChar) {
      out.push((rawEscapes ? char : '') + (text[reading.at + 1] ?? ''));
      reading.at += 2;
    } else out.push(run(reading, stop));
  }
  return stop === undefined ? out : refuse(reading, `\${ lacks its ${stop}`);
}

function append(out: Piece[], more: readonly Piece[]): void {
  for (const piece of more) out.push(piece);
}

/** Characters that mean themselves. */
function run(reading: Reading, stop: string | undefined): string {
  const start = reading.at++;
  while (reading.at < reading.text.length) {
    const char = reading.text[reading.at] ?? '';
    if (char === stop || char === '$' || char === "'" || char === '"' || char === reading.rules.escapeChar) break;
    reading.at++;
  }
  return reading.text.slice(start, reading.at);
}

function singleQuoted(reading: Reading, out: Piece[]): void {
  const end = reading.text.indexOf("'", reading.at + 1);
  if (end < 0) {
    refuse(reading, "a ' is not closed");
    return;
  }
  out.push(reading.rules.raw ? reading.text.slice(reading.at, end + 1) : reading.text.slice(reading.at + 1, end));
  reading.at = end + 1;
}

function doubleQuoted(reading: Reading, out: Piece[]): void {
  const { text, rules } = reading;
  const quote = rules.raw ? '"' : '';
  out.push(quote);
  reading.at++;
  while (reading.at < text.length) {
    const char = text[reading.at] ?? '';
    if (char === '"') {
      reading.at++;
      out.push(quote);
      return;
    }
    if (char === '$') append(out, substitute(reading));
    else if (char === rules.escapeChar) {
      const next = text[reading.at + 1] ?? '';
      const guards = next === '"' || next === '$' || next === rules.escapeChar;
      out.push(rules.raw || (!guards && next !== '') ? char + next : next);
      reading.at += 2;
    } else {
      const start = reading.at++;
      while (reading.at < text.length && !`"$${rules.escapeChar}`.includes(text[reading.at] ?? '')) reading.at++;
      out.push(text.slice(start, reading.at));
    }
  }
  refuse(reading, 'a " is not closed');
}
