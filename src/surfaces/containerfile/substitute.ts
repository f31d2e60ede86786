import { replace, trimPrefix, trimSuffix } from './pattern.ts';
import { type Reading, refuse } from './reading.ts';
import { type Missing, type Piece, type Variable, wholeOf } from './variable.ts';

const deepest = 40;
const longestValue = 65_536;

/** `$name` or `${name...}` at the reading's place. */
export function substitute(reading: Reading): Piece[] {
  const start = reading.at++;
  if (reading.text[reading.at] !== '{') {
    const name = nameOf(reading);
    return name === '' ? ['$'] : [plainValue(reading, name, start)];
  }
  reading.at++;
  if (reading.depth >= deepest) return refuse(reading, '${ is nested too deeply');
  reading.depth++;
  const pieces = braced(reading, start);
  reading.depth--;
  return pieces;
}

const nameChar = /[\p{L}\p{Nd}_]/u;

function nameOf(reading: Reading): string {
  const { text, at: start } = reading;
  const first = text[start] ?? '';
  if (first !== '' && '@*#?-$!'.includes(first)) return text.slice(start, ++reading.at);
  const digits = first >= '0' && first <= '9';
  while (reading.at < text.length) {
    const char = text[reading.at] ?? '';
    if (digits ? char < '0' || char > '9' : !nameChar.test(char)) break;
    reading.at++;
  }
  return text.slice(start, reading.at);
}

/** No environment has $1, $@ and the like. */
const find = (reading: Reading, name: string): Variable => (/^[\p{L}_]/u.test(name) ? reading.rules.lookup(name) : { state: 'unset' });

const missing = (reading: Reading, because: string, start: number): Missing => ({
  because,
  raw: reading.text.slice(start, reading.at),
});

/** Takes from the budget; what is beyond it is not known. */
function afford(reading: Reading, value: string, start: number): Piece {
  const { budget } = reading.rules;
  budget.left -= value.length;
  if (value.length <= longestValue && budget.left >= 0) return value;
  return missing(reading, 'it expands to more text than can be held', start);
}

function plainValue(reading: Reading, name: string, start: number): Piece {
  const variable = find(reading, name);
  if (variable.state === 'set') return afford(reading, variable.value, start);
  if (variable.state === 'unset') return reading.rules.raw ? reading.text.slice(start, reading.at) : '';
  return missing(reading, variable.because, start);
}

/** After `${`. */
function braced(reading: Reading, start: number): Piece[] {
  const { text } = reading;
  const first = text[reading.at] ?? '';
  if (first === '' || '{}:'.includes(first)) return refuse(reading, '${ is not followed by a name');
  const name = nameOf(reading);
  const sign = text[reading.at++] ?? '';
  switch (sign) {
    case '}':
      return [plainValue(reading, name, start)];
    case '/':
      return [replaced(reading, name, start)];
    case '#':
    case '%':
      return [trimmed(reading, name, sign, start)];
    case ':':
      return chosen(reading, name, text[reading.at++] ?? '', true, start);
    default:
      return chosen(reading, name, sign, false, start);
  }
}

/** `-word`, `+word`, `?message`, and the same after a colon, where an empty value counts as none. */
function chosen(reading: Reading, name: string, sign: string, emptyIsUnset: boolean, start: number): Piece[] {
  if (sign === '' || !'-+?'.includes(sign)) return refuse(reading, '${name is followed by something that the builder does not know');
  const word = reading.until('}', reading.rules.raw === true);
  const variable = find(reading, name);
  if (variable.state === 'unknown') return [missing(reading, variable.because, start)];
  const isSet = variable.state === 'set' && !(emptyIsUnset && variable.value === '');
  if (sign === '+') return isSet ? word : [];
  if (isSet) return [afford(reading, variable.value, start)];
  return sign === '-' ? word : [missing(reading, `whoever builds must pass ${name}`, start)];
}

function trimmed(reading: Reading, name: string, sign: '#' | '%', start: number): Piece {
  const word = wholeOf(reading.until('}', true));
  const value = known(reading, name);
  if (typeof word !== 'string') return missing(reading, word.because, start);
  if (typeof value !== 'string') return missing(reading, value.because, start);
  const longest = word.startsWith(sign);
  const trim = sign === '#' ? trimPrefix : trimSuffix;
  return orTooLarge(reading, trim(value, longest ? word.slice(1) : word, longest, reading.rules.budget), start);
}

function replaced(reading: Reading, name: string, start: number): Piece {
  const all = reading.text[reading.at] === '/';
  if (all) reading.at++;
  const pattern = wholeOf(reading.until('/', true));
  const replacement = wholeOf(reading.until('}', true));
  const value = known(reading, name);
  if (typeof pattern !== 'string') return missing(reading, pattern.because, start);
  if (typeof replacement !== 'string') return missing(reading, replacement.because, start);
  if (typeof value !== 'string') return missing(reading, value.because, start);
  return orTooLarge(reading, replace(value, pattern, replacement, all, reading.rules.budget), start);
}

function known(reading: Reading, name: string): string | { readonly because: string } {
  const variable = find(reading, name);
  if (variable.state === 'set') return variable.value;
  return variable.state === 'unset' ? '' : variable;
}

const orTooLarge = (reading: Reading, value: string | undefined, start: number): Piece =>
  value === undefined ? missing(reading, 'its pattern is too large to try', start) : afford(reading, value, start);
