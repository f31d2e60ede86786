import type { Range } from './ranges.ts';

const isQuote = (char: string | undefined): boolean => char === '"' || char === "'" || char === '`';

/** The quote that stands at an offset, with the backslash before it where a string holds a string: `\"`. */
export function quoteAt(line: string, at: number): string {
  if (isQuote(line[at])) return line[at] as string;
  return line[at] === '\\' && isQuote(line[at + 1]) ? line.slice(at, at + 2) : '';
}

/** The quote that ends right before an offset. */
export function quoteBefore(line: string, at: number): string {
  if (at < 1 || !isQuote(line[at - 1])) return '';
  return line[at - 2] === '\\' ? line.slice(at - 2, at) : (line[at - 1] as string);
}

/** The offset of the closing quote, or the end of the line where it does not close. */
export function closing(line: string, from: number, quote: string): number {
  if (quote.length > 1) {
    const at = line.indexOf(quote, from);
    return at < 0 ? line.length : at;
  }
  for (let i = from; i < line.length; i++) {
    if (line[i] === '\\' && quote !== "'") i++;
    else if (line[i] === quote) {
      // YAML writes a single quote twice inside single quotes.
      if (quote === "'" && line[i + 1] === "'") i++;
      else return i;
    }
  }
  return line.length;
}

/** The inside of the quoted string that starts at an offset. */
export function quoted(line: string, at: number): Range {
  const quote = quoteAt(line, at);
  return [at + quote.length, closing(line, at + quote.length, quote)];
}

/** A word as a shell reads it: quotes may open and close inside it, a backslash escapes the next character. */
export function shellWord(line: string, at: number): Range {
  let i = at;
  while (i < line.length && !isBlank(line[i])) {
    const quote = quoteAt(line, i);
    if (quote !== '') i = Math.min(line.length, closing(line, i + quote.length, quote) + quote.length);
    else i += line[i] === '\\' ? 2 : 1;
  }
  const whole: Range = [at, Math.min(i, line.length)];
  if (quoteAt(line, at) === '') return whole;
  const inside = quoted(line, at);
  return inside[1] + quoteAt(line, at).length >= whole[1] ? inside : whole;
}

export const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';

export function skipBlanks(line: string, at: number): number {
  let i = at;
  while (isBlank(line[i])) i++;
  return i;
}

/** Up to the first of some characters, or the end of the line; trailing blanks left out. */
export function upTo(line: string, at: number, stops: string): Range {
  let end = at;
  while (end < line.length && !stops.includes(line[end] as string)) end++;
  while (end > at && isBlank(line[end - 1])) end--;
  return [at, end];
}
