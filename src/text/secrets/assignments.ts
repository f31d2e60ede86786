import { looksSecret, namesAPlace } from '../../facts/secrets/names.ts';
import { hiddenPart } from './hidden.ts';
import { onlyNames } from './named.ts';
import type { Range } from './ranges.ts';
import { closing, isBlank, quoteAt, quoteBefore, quoted, shellWord, skipBlanks, upTo } from './values.ts';

/**
 * The values of everything on the line whose name looks secret: `NAME=value`, `NAME: value`, `"name":"value"`,
 * `--name value`, `["--name", "value"]`, `ENV NAME value`. With `valueIsSecret` also that of a key named `value`.
 */
export function secretValues(line: string, valueIsSecret = false): Range[] {
  const ranges: Range[] = [];
  const named = valueIsSecret || namesASecret(line);
  const names = /[A-Za-z_][A-Za-z0-9_.-]*/g;
  const flow = line.search(/[{[]/);
  for (let match = names.exec(line); match !== null; match = names.exec(line)) {
    const name = match[0];
    if (!looksSecret(name) && !(named && name === 'value')) continue;
    const value = valueAt(line, match.index, match.index + name.length, flow >= 0 && flow < match.index);
    if (value === undefined || onlyNames(name, line.slice(...value))) continue;
    ranges.push(...hiddenPart(line, value, namesAPlace(name)));
    names.lastIndex = Math.max(names.lastIndex, value[1]);
  }
  return ranges;
}

/** `name: DB_PASSWORD` somewhere on the line: a `value` beside it is that secret. */
export function namesASecret(line: string): boolean {
  if (!line.includes('name')) return false;
  for (const match of line.matchAll(/\bname\\?["']?[ \t]*[:=][ \t]*\\?["']?([A-Za-z_][\w.-]*)/g))
    if (looksSecret(match[1] as string)) return true;
  return false;
}

function valueAt(line: string, start: number, end: number, inFlow: boolean): Range | undefined {
  if (line[start - 1] === '{' && line[start - 2] === '$') return defaultOf(line, end);
  let before = start;
  while (line[before - 1] === '-') before--;
  const isFlag = before < start;
  const quote = quoteBefore(line, before);
  const closed = quote !== '' && quoteAt(line, end) === quote;
  const after = closed ? end + quote.length : end;
  const at = skipBlanks(line, after);
  const enclosing = closed ? '' : quote;
  switch (line[at]) {
    case '=':
      return assigned(line, skipBlanks(line, at + (line[at + 1] === '>' ? 2 : 1)), enclosing, startsItem(line, before));
    case ':':
      if (line[at + 1] === '=') return assigned(line, skipBlanks(line, at + 2), enclosing, false);
      if (!closed && !isBlank(line[at + 1]) && quoteAt(line, at + 1) === '') return undefined;
      return mapped(line, skipBlanks(line, at + 1), enclosing, inFlow);
    case ',':
      return isFlag ? listed(line, skipBlanks(line, at + 1)) : undefined;
    default:
      if (at === after || at >= line.length) return undefined;
      if (isFlag) return line[at] === '-' ? undefined : shellWord(line, at);
      return start < 200 && /^\s*ENV\s+$/i.test(line.slice(0, start)) ? upTo(line, at, '') : undefined;
  }
}

/** `${NAME:-value}`. */
function defaultOf(line: string, end: number): Range | undefined {
  const at = line[end] === ':' ? end + 1 : end;
  return '-+=?'.includes(line[at] ?? ' ') ? upTo(line, at + 1, '}') : undefined;
}

/** After `=`: to the end of the enclosing string or list item, else one shell word. */
function assigned(line: string, at: number, enclosing: string, wholeLine: boolean): Range {
  if (enclosing !== '') return [at, closing(line, at, enclosing)];
  if (quoteAt(line, at) === '' && wholeLine) return upTo(line, at, '');
  return shellWord(line, at);
}

/** After `:`: a string, the rest of the entry in a flow collection, or the rest of the line. */
function mapped(line: string, at: number, enclosing: string, inFlow: boolean): Range {
  if (enclosing !== '') return [at, closing(line, at, enclosing)];
  if (quoteAt(line, at) !== '') return quoted(line, at);
  // A lone reference ends before the comment behind it; what else stands before a # may go on after it.
  const reference = /^\$\{[A-Za-z_]\w{0,100}(?::?\?)?\}(?=\s+#)/.exec(line.slice(at, at + 200));
  return reference === null ? upTo(line, at, inFlow ? ',}' : '') : [at, at + reference[0].length];
}

const listed = (line: string, at: number): Range => (quoteAt(line, at) === '' ? upTo(line, at, ',]') : quoted(line, at));

/** `- NAME=a value with blanks`: the whole item is one string. */
const startsItem = (line: string, at: number): boolean => /^\s*-\s+$/.test(line.slice(Math.max(0, at - 200), at));
