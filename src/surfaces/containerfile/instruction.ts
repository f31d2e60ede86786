import { grammarOf, isKeyword, type Keyword } from './grammar.ts';
import type { Heredoc } from './heredoc.ts';
import type { Joined, Span, Word } from './joined.ts';
import { jsonForm } from './json-form.ts';
import type { LogicalLine } from './lines.ts';
import { isGap, skipSpace, trimEnd } from './space.ts';
import { type Flag, flagsOf, gapWords, quotedWords } from './words.ts';

/** One instruction, split but not yet understood. */
export interface Instruction {
  readonly keyword: Keyword;
  readonly joined: Joined;
  /** The whole of it, heredocs left out. */
  readonly span: Span;
  readonly flags: readonly Flag[];
  /** Everything after keyword and flags. */
  readonly args: Span;
  /** As the keyword's grammar splits them; one word, or none, where it does not. For HEALTHCHECK: those after its type. */
  readonly words: readonly Word[];
  /** `json`: the exec form. `mixed`: a JSON array of other things than strings. */
  readonly form: 'plain' | 'json' | 'mixed';
  /** HEALTHCHECK: NONE or CMD. */
  readonly type?: Word | undefined;
  readonly heredocs: readonly Heredoc[];
  /** ONBUILD: what it holds back for the images built on this one. */
  readonly trigger?: Instruction | { readonly unknownKeyword: string } | undefined;
}

/** A line's keyword as written, where it ends, and where the rest starts and ends. */
export function headOf(joined: Joined, from: number): { keyword: string; rest: Span; start: number } {
  const { text } = joined;
  const start = skipSpace(text, from);
  const end = trimEnd(text, start);
  let at = start;
  while (at < end && !isGap(text[at])) at++;
  return { keyword: text.slice(start, at), rest: { start: skipSpace(text, at, end), end }, start };
}

/** Undefined: the keyword is none of the builder's. */
export function parseInstruction({ joined, heredocs }: LogicalLine, escapeChar: string, from = 0): Instruction | undefined {
  const { keyword: written, rest, start } = headOf(joined, from);
  const keyword = written.toUpperCase();
  if (!isKeyword(keyword)) return undefined;
  const { flags, next } = flagsOf(joined, rest, escapeChar);
  const args = { start: Math.min(next, rest.end), end: rest.end };
  const { words, form, type, trigger } = restOf(keyword, { joined, heredocs }, args, escapeChar, from);
  return { keyword, joined, span: { start, end: rest.end }, flags, args, words, form, type, trigger, heredocs };
}

type Arguments = Pick<Instruction, 'words' | 'form'>;
type Rest = Arguments & Pick<Instruction, 'type' | 'trigger'>;

function restOf(keyword: Keyword, line: LogicalLine, args: Span, escapeChar: string, from: number): Rest {
  if (keyword === 'HEALTHCHECK') return healthArguments(line.joined, args);
  if (keyword === 'ONBUILD') return { words: [], form: 'plain', trigger: triggerOf(line, escapeChar, args, from) };
  return argumentsOf(keyword, line.joined, args, escapeChar);
}

function argumentsOf(keyword: Keyword, joined: Joined, args: Span, escapeChar: string): Arguments {
  switch (grammarOf(keyword).form) {
    case 'words':
      return { words: gapWords(joined, args), form: 'plain' };
    case 'pairs':
    case 'names':
      return { words: quotedWords(joined, args, escapeChar), form: 'plain' };
    case 'list':
      return execForm(joined, args) ?? { words: gapWords(joined, args), form: 'plain' };
    case 'command':
      return execForm(joined, args) ?? { words: oneWord(joined, args), form: 'plain' };
    default:
      return { words: oneWord(joined, args), form: 'plain' };
  }
}

const oneWord = (joined: Joined, { start, end }: Span): Word[] =>
  end > start ? [{ text: joined.text.slice(start, end), start, end }] : [];

function execForm(joined: Joined, args: Span): Arguments | undefined {
  const words = jsonForm(joined, args);
  if (words === undefined) return undefined;
  return words === 'mixed' ? { words: [], form: 'mixed' } : { words, form: 'json' };
}

function healthArguments(joined: Joined, args: Span): Rest {
  let end = args.start;
  while (end < args.end && !isGap(joined.text[end])) end++;
  if (end === args.start) return { words: [], form: 'plain' };
  const rest = { start: skipSpace(joined.text, end, args.end), end: args.end };
  const type = { text: joined.text.slice(args.start, end).toUpperCase(), start: args.start, end };
  return { type, ...(execForm(joined, rest) ?? { words: oneWord(joined, rest), form: 'plain' }) };
}

/** Only one level: ONBUILD ONBUILD is refused, so its inside is not looked at. */
function triggerOf(line: LogicalLine, escapeChar: string, args: Span, from: number): Instruction['trigger'] {
  const { keyword } = headOf(line.joined, args.start);
  if (keyword === '') return undefined;
  const trigger = from > 0 ? undefined : parseInstruction(line, escapeChar, args.start);
  return trigger ?? { unknownKeyword: keyword };
}

/** May this line hold heredocs? RUN, COPY and ADD may, unless in exec form; ONBUILD may where its trigger may. */
export function opensHeredocs(joined: Joined, escapeChar: string, from = 0): boolean {
  const { keyword: written, rest } = headOf(joined, from);
  const keyword = written.toUpperCase();
  if (keyword === 'ONBUILD' && from === 0) return rest.start < rest.end && opensHeredocs(joined, escapeChar, rest.start);
  if (!isKeyword(keyword) || !grammarOf(keyword).heredocs) return false;
  const { next } = flagsOf(joined, rest, escapeChar);
  return jsonForm(joined, { start: next, end: rest.end }) === undefined;
}
