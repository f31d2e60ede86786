export const integer = (text: string): number | undefined => (/^[-+]?\d{1,15}$/.test(text) ? Number(text) : undefined);

/** Before and after the first `separator`; the second is undefined where there is none. */
export function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** One line of comma-separated values: a value in double quotes may hold commas, "" in it is a quote (RFC 4180). */
export function commaSeparated(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const values: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const found = fieldAt(line, at);
    values.push(found.text);
    at = found.end + 1;
  }
  return values;
}

function fieldAt(line: string, start: number): { text: string; end: number } {
  if (line[start] !== '"') {
    const comma = line.indexOf(',', start);
    const end = comma < 0 ? line.length : comma;
    return { text: line.slice(start, end), end };
  }
  const pieces: string[] = [];
  for (let from = start + 1; ; ) {
    const quote = line.indexOf('"', from);
    if (quote < 0) return { text: pieces.join('') + line.slice(from), end: line.length };
    pieces.push(line.slice(from, quote));
    if (line[quote + 1] !== '"') {
      const comma = line.indexOf(',', quote);
      const end = comma < 0 ? line.length : comma;
      return { text: pieces.join('') + line.slice(quote + 1, end), end };
    }
    pieces.push('"');
    from = quote + 2;
  }
}
