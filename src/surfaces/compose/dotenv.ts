import { HOLE, interpolate, type Lookup, type Text } from './interpolate.ts';

/**
 * The variables of a `.env` file: quotes, `export`, comments, values over several lines. Double-quoted and bare values are
 * interpolated from the caller's environment first, then from the lines above. Lines that are none are passed over.
 * Source: Compose Specification, 05-services.md "Env_file format"; behaviour of compose-go 2 dotenv/parser.go.
 */
export function parseDotenv(text: string, outer: Lookup): ReadonlyMap<string, Text> {
  const variables = new Map<string, Text>();
  const lookup: Lookup = (name) => outer(name) ?? variables.get(name);
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    // \r counts as a space here, so a file with Windows line ends reads the same.
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    statement.lastIndex = at;
    const match = statement.exec(text);
    const [all, name, separator] = match ?? [];
    if (all === undefined || name === undefined || separator === undefined) {
      const inherited = name === undefined ? undefined : outer(name);
      if (name !== undefined && inherited !== undefined) variables.set(name, inherited);
      at = endOfLine(text, at);
      continue;
    }
    const { value, end } = valueAt(text, at + all.length, lookup);
    variables.set(name, value);
    at = end;
  }
  return variables;
}

const statement = /(?:export[ \t]+)?([A-Za-z0-9_.[\]-]+)[ \t]*(?:([=:])[ \t]*)?/y;

/** Its names alone, for a reader who must not keep the values. */
export const dotenvNames = (text: string): string[] => [...parseDotenv(text, () => ({ value: '' })).keys()];

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function valueAt(text: string, at: number, lookup: Lookup): { value: Text; end: number } {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const close = closingQuote(text, at);
    if (close < 0) return { value: { value: HOLE, because: 'a quote in the .env file is not closed' }, end: endOfLine(text, at) };
    const inside = text.slice(at + 1, close);
    const value = quote === "'" ? { value: inside.replaceAll("\\'", "'") } : interpolate(expandEscapes(inside), lookup);
    return { value, end: endOfLine(text, close) };
  }
  const end = endOfLine(text, at);
  const bare = text.slice(at, end);
  const comment = bare.indexOf(' #');
  return { value: interpolate((comment < 0 ? bare : bare.slice(0, comment)).trimEnd(), lookup), end };
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at;
  }
  return -1;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

const expandEscapes = (text: string): string => text.replace(/\\([abfnrtv$"\\])/g, (_, letter: string) => escapes[letter] ?? letter);
