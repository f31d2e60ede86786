/**
 * For each `{`, `[` and `"` that has its other half in the same run of text, the offset of that half. A run ends at white space, but
 * not inside quotes; quotes end with their line. One pass.
 */
export function closings(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let open: number[] = [];
  let bracket = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === ' ' || char === '\t' || char === '\n' || char === '\r') {
      open = [];
      bracket = -1;
    } else if (char === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))) {
      // A comment may hold an odd quote.
      if (text.startsWith('#include', at)) continue;
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (char === '"') {
      const close = endOfQuote(text, at);
      if (close > 0) found.set(at, close);
      if (close > 0) at = close;
    } else if (char === '[' && bracket < 0) bracket = at;
    else if (char === ']' && bracket >= 0) {
      found.set(bracket, at);
      bracket = -1;
    } else if (char === '{' && bracket < 0) open.push(at);
    else if (char === '}' && bracket < 0) {
      const start = open.pop();
      if (start !== undefined) found.set(start, at);
    }
  }
  return found;
}

function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}
