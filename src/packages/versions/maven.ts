import { compareDigits } from './digits.ts';

/**
 * The order of Maven: maven.apache.org/pom.html, "Version Order Specification", as Maven 3.9 does it. A hyphen, or a change between digits and letters, opens
 * a list inside the list, which comes after what has a dot. Undefined: one holds what no version has, or is too long.
 */
export function compareMaven(a: string, b: string): number | undefined {
  const [left, right] = [parsed(a), parsed(b)];
  return left === undefined || right === undefined ? undefined : Math.sign(compareItems(left, right));
}

/** Digits without zeros before them, a word, or what stands behind a hyphen. */
type Item = string | Word | Item[];

interface Word {
  readonly word: string;
  /** "rc1" and "rc-1". */
  readonly digits?: string;
}

/** Each hyphen is a list deeper. */
const longest = 200;

function parsed(version: string): Item[] | undefined {
  if (version.length > longest || !/^[\x21-\x7e]+$/.test(version)) return undefined;
  const tokens = version.toLowerCase().match(/\d+|[.-]|[^\d.-]+/g) ?? [];
  const outer: Item[] = [];
  const lists = [outer];
  let list = outer;
  const deeper = (): void => {
    if (list.length === 0) return;
    const inner: Item[] = [];
    list.push(inner);
    lists.push(inner);
    list = inner;
  };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at++] ?? '';
    if (isSeparator(token)) {
      list.push('');
      if (token === '-') deeper();
      continue;
    }
    if (isNumber(token)) list.push(number(token));
    else {
      const digits = isNumber(tokens[at]) ? at : tokens[at] === '-' && isNumber(tokens[at + 1]) ? at + 1 : undefined;
      if (digits !== undefined || at === tokens.length) deeper();
      list.push(digits === undefined ? { word: alias(token) } : { word: shorthand(token), digits: number(tokens[digits] ?? '') });
      if (digits !== undefined) at = digits + 1;
    }
    if (tokens[at] !== '.' && at < tokens.length) deeper();
    if (isSeparator(tokens[at])) at++;
  }
  for (const each of lists.reverse()) dropNothings(each);
  return outer;
}

const isNumber = (token: string | undefined): boolean => token !== undefined && /^\d/.test(token);
const isSeparator = (token: string | undefined): boolean => token === '.' || token === '-';
const number = (digits: string): string => digits.replace(/^0+/, '');
const alias = (word: string): string => (word === 'cr' ? 'rc' : word);
const shorthand = (word: string): string => ({ a: 'alpha', b: 'beta', m: 'milestone' })[word] ?? alias(word);
const isWord = (item: Item | undefined): item is Word => typeof item === 'object' && !Array.isArray(item);

/** A zero, or an empty list, counts for nothing at the end and before a word. */
function dropNothings(list: Item[]): void {
  for (let at = list.length - 1; at >= 0; at--) {
    const [item, next] = [list[at], list[at + 1]];
    const nothing = item === '' || (Array.isArray(item) && item.length === 0);
    const beforeWord = Array.isArray(next) ? isWord(next[0]) : isWord(next) && next.digits === undefined;
    if (nothing && (next === undefined || beforeWord)) list.splice(at, 1);
  }
}

/** Numbers come after lists, lists after words. */
const rank = (item: Item): number => (typeof item === 'string' ? 2 : Array.isArray(item) ? 1 : 0);

function compareItems(left: Item | undefined, right: Item | undefined): number {
  if (left === undefined) return right === undefined ? 0 : -compareItems(right, undefined);
  if (right === undefined) {
    if (typeof left === 'string') return left === '' ? 0 : 1;
    if (!Array.isArray(left)) return compareWords(left.word, '');
    for (const item of left) {
      const order = compareItems(item, undefined);
      if (order !== 0) return order;
    }
    return 0;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareDigits(left, right);
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right);
  if (!isWord(left) || !isWord(right)) return rank(left) - rank(right);
  const order = compareWords(left.word, right.word);
  if (order !== 0 || left.digits === undefined || right.digits === undefined)
    return order || Number(left.digits !== undefined) - Number(right.digits !== undefined);
  return compareDigits(left.digits, right.digits);
}

function compareLists(left: readonly Item[], right: readonly Item[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareItems(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

const known = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const release = new Set(['', 'ga', 'final', 'release']);

/** Words that are not known come last, by their letters. */
function compareWords(left: string, right: string): number {
  const place = (word: string): number => {
    const at = known.indexOf(release.has(word) ? '' : word);
    return at === -1 ? known.length : at;
  };
  const order = place(left) - place(right);
  return order !== 0 || place(left) < known.length ? order : left < right ? -1 : left > right ? 1 : 0;
}
