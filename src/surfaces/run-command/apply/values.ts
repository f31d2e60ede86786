const units: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/** Bytes from "512m", "1.5GiB", "4096". Source: github.com/docker/go-units 0.5 RAMInBytes: powers of 1024, in any case. */
export function bytes(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,20}(?:\.\d{0,20})?|\.\d{1,20}) ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Math.floor(Number(digits) * (unit === undefined ? 1 : (units[unit.toLowerCase()] ?? 1)));
}

export const integer = (text: string): number | undefined => (/^[-+]?\d{1,15}$/.test(text) ? Number(text) : undefined);

/** Go's strconv.ParseBool, which the flags of both engines use. */
export function boolean(text: string): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

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

/** A path without `.`, `..` and double slashes, by its letters alone. A relative path stays relative: "./data". */
export function tidyPath(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push(part);
  }
  if (absolute) return `/${parts.join('/')}`;
  if (parts[0] === '..') return parts.join('/');
  return parts.length === 0 ? '.' : `./${parts.join('/')}`;
}
