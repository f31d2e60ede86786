import { compareDigits } from './digits.ts';

/**
 * The order of Maven: maven.apache.org/pom.html, "Version Order Specification", as Maven 3.8 and 3.9 do it (ComparableVersion). A hyphen, or a change between
 * digits and letters, opens a list inside the list. Undefined: one is empty, holds what no version has, or is too long.
 */
export function compareMaven(a: string, b: string): number | undefined {
  const [left, right] = [parsed(a), parsed(b)];
  return left === undefined || right === undefined ? undefined : Math.sign(compareItems(left, right));
}

/** A number without zeros before it, a word, or a list. */
type Item = { readonly digits: string } | { readonly word: string } | Item[];

/** Each hyphen is a list deeper. */
const longest = 200;

function parsed(version: string): Item[] | undefined {
  if (version.length > longest || !/^[\x21-\x7e]+$/.test(version)) return undefined;
  const tokens = version.toLowerCase().match(/\d+|[.-]|[^\d.-]+/g) ?? [];
  const outer: Item[] = [];
  const lists = [outer];
  let list = outer;
  const deeper = (): void => {
    const inner: Item[] = [];
    list.push(inner);
    lists.push(inner);
    list = inner;
  };
  for (let at = 0; at < tokens.length; at++) {
    const [token = '', next] = [tokens[at], tokens[at + 1]];
    if (isSeparator(token)) {
      list.push({ digits: '' });
      if (token === '-') deeper();
      continue;
    }
    const beforeDigits = next !== undefined && /^\d/.test(next);
    if (/^\d/.test(token)) list.push({ digits: token.replace(/^0+/, '') });
    else {
      if ((beforeDigits || next === undefined) && list.length > 0) deeper();
      list.push({ word: wordOf(token, beforeDigits) });
    }
    if (next !== undefined && next !== '.') deeper();
    if (isSeparator(next)) at++;
  }
  for (const each of lists.reverse()) dropNothings(each);
  return outer;
}

const isSeparator = (token: string | undefined): boolean => token === '.' || token === '-';

const aliases: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };
const shorthands: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

function wordOf(token: string, beforeDigits: boolean): string {
  const found = beforeDigits && Object.hasOwn(shorthands, token) ? shorthands[token] : undefined;
  return found ?? (Object.hasOwn(aliases, token) ? aliases[token] : undefined) ?? token;
}

/** What counts for nothing is left out from the end on, past lists, up to the first that counts. */
function dropNothings(list: Item[]): void {
  for (let at = list.length - 1; at >= 0; at--) {
    const item = list[at];
    if (item === undefined || isNothing(item)) list.splice(at, 1);
    else if (!Array.isArray(item)) return;
  }
}

const isNothing = (item: Item): boolean =>
  Array.isArray(item) ? item.length === 0 : 'digits' in item ? item.digits === '' : item.word === '';

/** Numbers come after lists, lists after words. */
const rank = (item: Item): number => (Array.isArray(item) ? 1 : 'digits' in item ? 2 : 0);

function compareItems(left: Item | undefined, right: Item | undefined): number {
  if (left === undefined) return right === undefined ? 0 : -compareItems(right, undefined);
  if (Array.isArray(left)) return right === undefined || Array.isArray(right) ? compareLists(left, right ?? []) : rank(left) - rank(right);
  if ('digits' in left)
    return right === undefined
      ? Number(left.digits !== '')
      : 'digits' in right
        ? compareDigits(left.digits, right.digits)
        : rank(left) - rank(right);
  if (right === undefined) return compareWords(left.word, '');
  return 'word' in right ? compareWords(left.word, right.word) : rank(left) - rank(right);
}

function compareLists(left: readonly Item[], right: readonly Item[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareItems(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

const known = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];

/** Words that are not known come last, by their letters. */
function compareWords(left: string, right: string): number {
  const place = (word: string): number => (known.includes(word) ? known.indexOf(word) : known.length);
  return place(left) - place(right) || (left < right ? -1 : left > right ? 1 : 0);
}
