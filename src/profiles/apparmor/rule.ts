import type { Origin } from '../../model/index.ts';
import { type Rule, type RuleKind, ruleKinds } from './profile.ts';
import type { Token } from './tokens.ts';

const qualifiers = new Set(['audit', 'allow', 'deny', 'owner', 'other', 'prompt', 'quiet', 'kill']);
const kinds: ReadonlySet<string> = new Set(ruleKinds);
const permissionLetters = /^[rwaxlkmdibuUpPcC]+$/;

/** The rule that some tokens make, without the comma behind them; a sentence where they make none. Source: apparmor 3.0.8 parser_yacc.y. */
export function ruleOf(tokens: readonly Token[], origin: Origin, conditional: boolean): Rule | string {
  let at = 0;
  const said = new Set<string>();
  while (at < tokens.length && isQualifier(tokens[at])) said.add((tokens[at++] as Token).text);
  const rest = tokens.slice(at);
  const [head] = rest;
  if (head === undefined) return 'a rule without a word';
  const shared = { deny: said.has('deny'), owner: said.has('owner'), conditional, origin };
  const arrow = rest.findIndex(({ text, quoted }) => text === '->' && !quoted);
  const target = arrow < 0 ? undefined : rest[arrow + 1]?.text;
  const plain = (arrow < 0 ? rest : rest.slice(0, arrow)).filter(({ kind }) => kind === 'word');
  const words = plain.map(({ text }) => text);
  const common = { ...shared, ...(target === undefined ? {} : { target }) };
  if (isPath(head) || (plain.length === 2 && permissionLetters.test(head.text) && isPath(plain[1]))) return fileRule(words, common);
  if (head.quoted || head.kind !== 'word') return `"${shorten(head.text)}" begins no rule`;
  if (head.text === 'set' && words[1] === 'rlimit') return { ...common, kind: 'rlimit', words: words.slice(2) };
  if (head.text === 'file') return fileRule(words.slice(1), common);
  // "hat" and others came and went; "unmount" is an older word of umount.
  const kind = head.text === 'unmount' ? 'umount' : head.text;
  if (!kinds.has(kind)) return `"${shorten(head.text)}" begins no rule that is known here`;
  return { ...common, kind: kind as RuleKind, words: words.slice(1) };
}

function fileRule(words: readonly string[], common: Omit<Rule, 'kind' | 'words'>): Rule | string {
  if (words.length === 0) return { ...common, kind: 'file', words };
  const at = words.findIndex((word) => /^[/@{]/.test(word));
  const path = words[at];
  if (path === undefined || words.length > 2) return `a rule for a file with ${words.length} words is not understood`;
  const permissions = words.find((_, index) => index !== at);
  if (permissions === undefined) return { ...common, kind: 'file', words, path };
  if (!permissionLetters.test(permissions)) return `"${shorten(permissions)}" are no permissions of a file`;
  return { ...common, kind: 'file', words, path, permissions };
}

const isQualifier = (token: Token | undefined): boolean =>
  token !== undefined && token.kind === 'word' && !token.quoted && (qualifiers.has(token.text) || /^priority=-?\d+$/.test(token.text));

const isPath = (token: Token | undefined): boolean =>
  token !== undefined && token.kind === 'word' && /^(?:\/|@\{|\{[^}]*\/)/.test(token.text);

export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
