/**
 * libyaml, and with it kubectl and Docker, lets the lines of a flow collection stand at any column, so that a closing
 * bracket below its key is common; js-yaml follows the specification and refuses it. This puts the line of `offset` behind
 * the line before it, blanks for the line break and its comment, so that every offset stays. Undefined: it cannot be done.
 */
export function liftLine(text: string, offset: number): string | undefined {
  let from = offset;
  while (from > 0 && /\s/.test(text[from - 1] ?? '')) from--;
  if (from === 0 || !/[\n\r]/.test(text.slice(from, offset))) return undefined;
  const line = text.lastIndexOf('\n', from - 1) + 1;
  const comment = commentIn(text.slice(line, from));
  const cut = comment < 0 ? from : line + comment;
  return text.slice(0, cut) + ' '.repeat(offset - cut) + text.slice(offset);
}

/** Where a line's comment begins; -1: there is none. A # inside quotes is none. */
function commentIn(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '#' && (at === 0 || /\s/.test(line[at - 1] ?? ''))) return at;
    else if ((char === '"' || char === "'") && /^$|[\s,[{:]/.test(line[at - 1] ?? '')) quote = char;
  }
  return -1;
}
