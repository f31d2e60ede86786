import { compareDigits } from './digits.ts';

/**
 * The order of apk's versions, number{.number}…{letter}{_suffix{number}}…{~hash}{-r#}: apk-package(5) and src/version.c of apk-tools 3.0.
 * Negative: `a` is the older one. Undefined: one of them is no such version.
 */
export function compareApk(a: string, b: string): number | undefined {
  const [one, two] = [tokens(a), tokens(b)];
  if (one === undefined || two === undefined) return undefined;
  for (let at = 0; ; at++) {
    const [left, right] = [one[at] ?? end, two[at] ?? end];
    if (left.kind !== right.kind) return byKind(left, right);
    if (left === end) return 0;
    const difference = compareToken(left, right);
    if (difference !== 0) return difference;
  }
}

/** In the order in which they may follow each other: where one version has an earlier one, it is the newer. */
type Kind = 'first' | 'number' | 'letter' | 'suffix' | 'suffix-number' | 'hash' | 'revision' | 'end';
const kinds: readonly Kind[] = ['first', 'number', 'letter', 'suffix', 'suffix-number', 'hash', 'revision', 'end'];

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

const end: Token = { kind: 'end', text: '' };

/** Those before `none` make a version older than the same without. */
const suffixes = ['alpha', 'beta', 'pre', 'rc', 'none', 'cvs', 'svn', 'git', 'hg', 'p'];
const none = suffixes.indexOf('none');

const grammar = /^(\d+)((?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~([\da-f]+))?(?:-r(\d+))?$/;

function tokens(version: string): readonly Token[] | undefined {
  const match = version.length > 1000 ? null : grammar.exec(version);
  if (match === null) return undefined;
  const [, first = '', numbers = '', letter = '', after = '', hash, revision] = match;
  return [
    { kind: 'first', text: first },
    ...numbers
      .split('.')
      .slice(1)
      .map((text): Token => ({ kind: 'number', text })),
    ...(letter === '' ? [] : [{ kind: 'letter', text: letter } as const]),
    ...after.split('_').slice(1).flatMap(suffixTokens),
    ...(hash === undefined ? [] : [{ kind: 'hash', text: hash } as const]),
    ...(revision === undefined ? [] : [{ kind: 'revision', text: revision } as const]),
  ];
}

function suffixTokens(text: string): Token[] {
  const word = text.replace(/\d+$/, '');
  const number = text.slice(word.length);
  return [{ kind: 'suffix', text: word }, ...(number === '' ? [] : [{ kind: 'suffix-number', text: number } as const])];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareToken({ kind, text: a }: Token, { text: b }: Token): number {
  if (kind === 'suffix') return suffixes.indexOf(a) - suffixes.indexOf(b);
  if (kind === 'letter' || kind === 'hash') return byText(a, b);
  // A zero before it makes a number a fraction: 1.02 is older than 1.1.
  if (kind === 'number' && (a.startsWith('0') || b.startsWith('0'))) return byText(a, b);
  return compareDigits(a, b);
}

function byKind(a: Token, b: Token): number {
  if (a.kind === 'suffix' && suffixes.indexOf(a.text) < none) return -1;
  if (b.kind === 'suffix' && suffixes.indexOf(b.text) < none) return 1;
  return kinds.indexOf(b.kind) - kinds.indexOf(a.kind);
}
