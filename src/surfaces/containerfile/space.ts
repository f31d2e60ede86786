/** White space as the builder's lexer sees it (Go's unicode.IsSpace). */
export function isSpace(char: string | undefined): boolean {
  if (char === undefined) return false;
  if (char === ' ' || (char >= '\t' && char <= '\r')) return true;
  return char >= '\u0085' && wide.test(char);
}

const wide = /^[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

export function skipSpace(text: string, from: number, end = text.length): number {
  let at = from;
  while (at < end && isSpace(text[at])) at++;
  return at;
}

export function trimEnd(text: string, from: number, end = text.length): number {
  let at = end;
  while (at > from && isSpace(text[at - 1])) at--;
  return at;
}

/** The narrower class that separates a keyword and list items: no line feed, no Unicode spaces. */
export const isGap = (char: string | undefined): boolean =>
  char === ' ' || char === '\t' || char === '\v' || char === '\f' || char === '\r';
