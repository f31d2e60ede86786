import { errnoOf, isSyscall } from '../../facts/syscalls/index.ts';
import { itemsOf, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import { asText, isNull } from '../../text/yaml/value.ts';
import { type ActionName, actionWords } from './actions.ts';

/** Collects what is wrong, each at its place. */
export interface Complaints {
  at(node: YamlNode, message: string): void;
}

/** An unsigned number as JSON writes it, 64 bits wide. A number with sign, fraction or exponent, or a larger one, is none. */
export function numeral(node: YamlNode | undefined): bigint | undefined {
  const text = asText(node);
  if (text === undefined || node?.kind !== 'scalar' || !/^\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text);
  return value <= 0xffff_ffff_ffff_ffffn ? value : undefined;
}

/** The strings of a list. What is no list, and what in it is no string, is a problem. */
export function stringsOf(node: YamlNode | undefined, what: string, complaints: Complaints): { text: string; node: YamlNode }[] {
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== 'seq') {
    complaints.at(node, `${what} is a list of strings`);
    return [];
  }
  return itemsOf(node).flatMap((item) => {
    const text = asText(item);
    if (text !== undefined) return [{ text, node: item }];
    complaints.at(item, `${what} is a list of strings, and this is none`);
    return [];
  });
}

/** " (did you mean X?)" for a word that differs by case, an end, or one letter; else nothing. */
export function closest(word: string, known: Iterable<string>): string {
  const plain = word.toLowerCase();
  for (const other of known) {
    const candidate = other.toLowerCase();
    if (candidate === plain || candidate === `${plain}s` || `${candidate}s` === plain || differsByOne(plain, candidate)) {
      return ` (did you mean ${other}?)`;
    }
  }
  return '';
}

function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.length < 3) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

export function readAction(node: YamlNode | undefined, complaints: Complaints): ActionName | undefined {
  const text = asText(node) ?? '';
  const action = actionWords.get(text);
  if (action === undefined && node !== undefined) {
    complaints.at(node, `${text === '' ? 'this' : text} is no action${closest(text, actionWords.keys())}: runtimes refuse the profile`);
  }
  return action;
}

/** A number, or with Podman a name such as EPERM. */
export function readErrno(node: YamlNode | undefined, complaints: Complaints): number | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const value = numeral(node);
  const errno = value === undefined ? errnoOf(asText(node) ?? '') : Number(value);
  if (errno === undefined)
    complaints.at(node, `${asText(node) ?? 'this'} is no error number: write one such as 38, or with Podman a name such as ENOSYS`);
  return errno;
}

/** Go's JSON reader passes over keys that it does not know, so what they were meant to say is not in force. */
export function unknownKeys(node: YamlNode, known: readonly string[], complaints: Complaints): void {
  for (const { key } of pairsOf(node)) {
    if (!known.includes(key.text)) complaints.at(key, `${key.text} is no key here${closest(key.text, known)}: engines pass over it`);
  }
}

/** A name that no kernel and no libseccomp knows: a slip, or a syscall newer than this program. */
export function complainOfName(name: string, node: YamlNode, complaints: Complaints): void {
  if (!isSyscall(name)) complaints.at(node, `${name} is no syscall that is known here: runtimes pass over it, so the rule does nothing`);
}
