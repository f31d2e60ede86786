import type { Origin, Problem, Source } from '../../model/index.ts';
import { problemAt } from '../../text/lines.ts';
import { headerOf } from './header.ts';
import type { Include, Profile, ProfileFile, Rule } from './profile.ts';
import { ruleOf } from './rule.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface ReadProfiles {
  readonly file: ProfileFile;
  /** Lines that were not understood; what they say is not known. */
  readonly problems: readonly Problem[];
}

/** Real profiles have some thousands of characters. */
export const longestProfile = 256 * 1024;
/** More lines than this that are not understood are not told one by one. */
const mostProblems = 20;
/** Blocks inside blocks: a profile, a child, a hat, and conditions in between. */
const deepest = 32;

interface Block {
  readonly rules: Rule[];
  readonly includes: Include[];
  readonly children: Profile[];
}

/**
 * The profiles of a file in AppArmor's language, as far as containers use it, each rule with its place. What is not understood is a
 * problem, and the rest is still read. Never throws. Source: apparmor.d(5) and parser_yacc.y of apparmor 3.0.8.
 */
export function readProfiles(source: Source): ReadProfiles {
  const problems: Problem[] = [];
  const tell = (at: number, message: string): void => {
    if (problems.length < mostProblems) problems.push(problemAt(source, at, message));
  };
  const variables = new Map<string, string[]>();
  const empty: ProfileFile = { source, profiles: [], variables, includes: [], loose: [] };
  if (source.text.length > longestProfile) {
    tell(0, `an AppArmor profile of more than ${longestProfile} characters is not read`);
    return { file: empty, problems };
  }
  const tokens = tokensOf(source.text);
  let at = 0;
  const top = block(0, false, true);
  if (problems.length === mostProblems && top.children.length === 0) {
    problems.splice(0, problems.length, problemAt(source, 0, 'this is not the text of an AppArmor profile'));
  }
  return { file: { ...empty, profiles: top.children, includes: top.includes, loose: top.rules }, problems };

  function block(depth: number, conditional: boolean, isTop: boolean): Block {
    const into: Block = { rules: [], includes: [], children: [] };
    while (at < tokens.length) {
      const token = tokens[at] as Token;
      if (token.kind === '}') {
        at++;
        if (!isTop) return into;
        tell(token.start, 'a } that closes nothing');
      } else if (token.kind === ',') at++;
      else statement(into, depth, conditional);
    }
    if (!isTop) tell(source.text.length, 'a block that is opened by { and never closed');
    return into;
  }

  function statement(into: Block, depth: number, conditional: boolean): void {
    const start = tokens[at] as Token;
    if (isInclude(start, tokens[at + 1])) include(into);
    else if (isAssignment(start, tokens[at + 1])) assignment();
    else ruleOrBlock(into, start, depth, conditional);
  }

  function ruleOrBlock(into: Block, start: Token, depth: number, conditional: boolean): void {
    const words: Token[] = [];
    for (
      let token = tokens[at];
      token !== undefined && token.kind !== ',' && token.kind !== '{' && token.kind !== '}';
      token = tokens[at]
    ) {
      at++;
      words.push(token);
      if (token.kind === '(') parenthesis(words);
    }
    const end = tokens[at];
    const origin: Origin = { source, start: start.start, end: (words.at(-1) ?? start).end };
    if (end?.kind === '{') {
      at++;
      openBlock(into, words, origin, depth, conditional);
    } else if (words[0]?.text === 'abi' || words[0]?.text === 'alias') {
      if (end?.kind !== ',') tell(start.start, `"${words[0].text}" without a comma behind it`);
    } else {
      const rule = ruleOf(words, origin, conditional);
      if (typeof rule === 'string') tell(start.start, `${rule}: AppArmor would not load it, or it is newer than what is read here`);
      else into.rules.push(rule);
      if (end?.kind !== ',' && typeof rule !== 'string') tell(origin.end, 'a rule ends with a comma, and this one has none');
    }
  }

  /** Up to the closing one; commas inside belong to it. */
  function parenthesis(words: Token[]): void {
    for (let token = tokens[at]; token !== undefined && token.kind !== '{'; token = tokens[at]) {
      at++;
      words.push(token);
      if (token.kind === ')') return;
    }
  }

  function openBlock(into: Block, words: readonly Token[], origin: Origin, depth: number, conditional: boolean): void {
    const isCondition = words[0]?.text === 'if' || words[0]?.text === 'else';
    if (depth >= deepest) {
      tell(origin.start, 'more blocks inside each other than are followed');
      skipBlock();
      return;
    }
    const inside = block(depth + 1, conditional || isCondition, false);
    if (isCondition) {
      into.rules.push(...inside.rules);
      into.includes.push(...inside.includes);
      into.children.push(...inside.children);
      return;
    }
    const header = headerOf(words);
    if (typeof header === 'string') tell(origin.start, header);
    else into.children.push({ ...header, ...inside, origin });
  }

  function skipBlock(): void {
    for (let open = 1; at < tokens.length && open > 0; at++) {
      const { kind } = tokens[at] as Token;
      if (kind === '{') open++;
      if (kind === '}') open--;
    }
  }

  function include(into: Block): void {
    const start = tokens[at++] as Token;
    const words: Token[] = [];
    for (let token = tokens[at]; token !== undefined && !token.first && token.kind === 'word'; token = tokens[at]) {
      at++;
      words.push(token);
    }
    const ifExists = words[0]?.text === 'if' && words[1]?.text === 'exists';
    const path = words.at(-1);
    if (path === undefined) {
      tell(start.start, 'an include without a path');
      return;
    }
    const system = path.text.startsWith('<') && path.text.endsWith('>');
    const origin = { source, start: start.start, end: path.end };
    into.includes.push({ path: system ? path.text.slice(1, -1) : path.text, system, ifExists, origin });
  }

  /** `@{NAME} = a b` up to the end of the line. */
  function assignment(): void {
    const [start, ...rest] = restOfLine() as [Token, ...Token[]];
    const [, name = start.text, sign] = /^(@\{\w+\}|\$\{?\w+\}?)(\+?=.*)$/s.exec(start.text) ?? [];
    const [head = '', ...tail] = [...(sign === undefined ? [] : [sign]), ...rest.map(({ text }) => text)];
    const values = [head.replace(/^\+?=/, ''), ...tail].filter((value) => value !== '');
    variables.set(name, [...(head.startsWith('+') ? (variables.get(name) ?? []) : []), ...values]);
  }

  function restOfLine(): Token[] {
    const line: Token[] = [];
    do line.push(tokens[at++] as Token);
    while (at < tokens.length && !(tokens[at] as Token).first);
    return line;
  }
}

const isInclude = ({ text, quoted }: Token, next: Token | undefined): boolean =>
  !quoted && (text === '#include' || text === 'include') && next !== undefined && next.kind === 'word';

const isAssignment = ({ text, quoted }: Token, next: Token | undefined): boolean =>
  !quoted && (/^(?:@\{\w+\}|\$\w+)\+?=/.test(text) || (/^(?:@\{\w+\}|\$\{?\w+\}?)$/.test(text) && /^\+?=/.test(next?.text ?? '')));
