/**
 * A text after interpolation. Where a part of it cannot be known a HOLE stands for that part, and `because` says why:
 * so a port such as `127.0.0.1:${PORT}:80` still tells its address.
 */
export interface Text {
  readonly value: string;
  readonly because?: string;
  /** Not a template at all: Compose refuses the file. */
  readonly invalid?: string;
}

/** What a variable stands for; undefined: it is not set. */
export type Lookup = (name: string) => Text | undefined;

/** A private-use character: stands for what is not known. */
export const HOLE = '\uE000';

export const hasHole = (text: string): boolean => text.includes(HOLE);

const hole = (because: string): Text => ({ value: HOLE, because });
const invalid = (reason: string): Text => ({ value: HOLE, because: reason, invalid: reason });

/** Longer results are not followed: `A=$B$B`, `B=$C$C` … doubles with every line. */
const longest = 1 << 20;
const deepest = 50;

/**
 * Compose's interpolation: `$VAR`, `${VAR}`, `${VAR:-d}`, `${VAR-d}`, `${VAR:?e}`, `${VAR?e}`, `${VAR:+r}`, `${VAR+r}`, nested, `$$`.
 * Differs from Compose in one thing: a variable that is not set leaves a hole where Compose warns and puts nothing.
 * Source: Compose Specification, 12-interpolation.md; behaviour of compose-go 2 template/template.go.
 */
export function interpolate(template: string, lookup: Lookup, depth = 0): Text {
  if (!template.includes('$')) return { value: template };
  if (depth > deepest) return invalid('variables are nested more than 50 deep');
  let value = '';
  let because: string | undefined;
  let wrong: string | undefined;
  let at = 0;
  while (at < template.length) {
    const dollar = template.indexOf('$', at);
    if (dollar < 0) break;
    value += template.slice(at, dollar);
    const part = expand(template, dollar, lookup, depth);
    value += part.text.value;
    because ??= part.text.because;
    wrong ??= part.text.invalid;
    at = part.end;
    if (value.length > longest) return hole('its variables expand to more than a million characters');
  }
  value += template.slice(at);
  return { value, ...(because === undefined ? {} : { because }), ...(wrong === undefined ? {} : { invalid: wrong }) };
}

const plainName = /[A-Za-z_][A-Za-z0-9_]*/y;

function nameAt(template: string, at: number): string | undefined {
  plainName.lastIndex = at;
  return plainName.exec(template)?.[0];
}

function expand(template: string, dollar: number, lookup: Lookup, depth: number): { text: Text; end: number } {
  const next = template[dollar + 1];
  if (next === '$') return { text: { value: '$' }, end: dollar + 2 };
  if (next === '{') return braced(template, dollar, lookup, depth);
  const name = nameAt(template, dollar + 1);
  if (name === undefined) return { text: invalid('a lone $ must be written $$'), end: dollar + 1 };
  return { text: lookup(name) ?? notSet(name), end: dollar + 1 + name.length };
}

const notSet = (name: string): Text => hole(`\${${name}} is not set`);

function braced(template: string, dollar: number, lookup: Lookup, depth: number): { text: Text; end: number } {
  const close = closingBrace(template, dollar + 1);
  const name = nameAt(template, dollar + 2);
  if (close < 0) return { text: invalid('a ${ is not closed'), end: template.length };
  if (name === undefined) return { text: invalid('a ${ } names no variable'), end: close + 1 };
  const rest = template.slice(dollar + 2 + name.length, close);
  return { text: rest === '' ? (lookup(name) ?? notSet(name)) : operated(name, rest, lookup, depth), end: close + 1 };
}

function closingBrace(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length; at++) {
    if (template[at] === '{') depth++;
    else if (template[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function operated(name: string, rest: string, lookup: Lookup, depth: number): Text {
  const match = /^(:?)([-?+])/.exec(rest);
  if (match === null) return invalid(`\${${name}…} has an operator that Compose does not know`);
  const [all, colon, operator] = match;
  const word = (): Text => interpolate(rest.slice(all.length), lookup, depth + 1);
  const value = lookup(name);
  if (value !== undefined && value.because !== undefined) return value;
  const there = value !== undefined && (colon === '' || value.value !== '');
  if (operator === '+') return there ? word() : { value: '' };
  if (there) return value;
  return operator === '-' ? word() : hole(`\${${name}} is required and not set`);
}
