import type { Origin, Source } from '../../model/index.ts';
import type { Option } from '../../options/draft.ts';
import { commaSeparated } from '../../options/effects/values.ts';
import { type Flag, type FlagTable, nameOf } from '../../options/flags/flag.ts';
import { hasHole } from '../../text/shell/index.ts';
import { type Arg, openExpansion, span } from './argument.ts';
import { looksLikeOptions } from './image-or-options.ts';

export interface Given {
  readonly flag: Flag;
  readonly option: Option;
  readonly words: OptionWords;
}

/** How an option stands on the command line. Values that one word gives, between commas, share them. */
export interface OptionWords {
  readonly first: Arg;
  /** The word of the value; the first one where it is attached. */
  readonly last: Arg;
  /** Where the value begins in the text of `last`. Absent: a switch without one. */
  readonly from?: number;
  /** A short option: the place of its letter in the text of `first`. */
  readonly letter?: number;
}

export interface ParsedOptions {
  readonly given: readonly Given[];
  /** The first word that is no option and all after it. */
  readonly rest: readonly Arg[];
  /** What was not read. */
  readonly problems: readonly { readonly at: Origin; readonly message: string }[];
  /** A word that was not resolved stood among the options: there may be more of them than were read. */
  readonly incomplete: boolean;
  /** The first such word. */
  readonly open?: Arg;
}

export interface Grammar {
  readonly source: Source;
  /** "docker run" */
  readonly command: string;
  readonly table: FlagTable;
  /** Options of the other engine: an unknown one of them is still read over rightly. */
  readonly others: FlagTable;
  readonly commas: boolean;
}

/**
 * Reads options as Go's pflag does without interspersed arguments: --flag=value, --flag value, -fvalue, -f=value,
 * -abc, switches with an optional =value, and -- as their end. Source: github.com/spf13/pflag 1.0 flag.go.
 */
export function parseOptions(args: readonly Arg[], grammar: Grammar): ParsedOptions {
  return new OptionReader(args, grammar).read();
}

class OptionReader {
  private readonly args: readonly Arg[];
  private readonly grammar: Grammar;
  private readonly given: Given[] = [];
  private readonly problems: { at: Origin; message: string }[] = [];
  private at = 0;
  private incomplete = false;
  private open: Arg | undefined;

  constructor(args: readonly Arg[], grammar: Grammar) {
    this.args = args;
    this.grammar = grammar;
  }

  read(): ParsedOptions {
    for (; this.at < this.args.length; this.at++) {
      const arg = this.args[this.at] as Arg;
      const { text } = arg;
      const open = openExpansion(arg);
      if (open !== undefined && looksLikeOptions(open, this.args, this.at, this.grammar.table)) {
        this.leaveOpen(arg);
        this.problem(
          arg,
          `options come from ${open.written} and were not read; write them out, or check the command as it runs: bulkhead check -- ${this.grammar.command} …`,
        );
      } else if (text === '--') {
        this.at++;
        break;
      } else if (!text.startsWith('-') || text === '-') break;
      else if (text.startsWith('--')) this.long(arg);
      else this.letters(arg);
    }
    const { given, problems, incomplete, open } = this;
    return { given, problems, incomplete, rest: this.args.slice(this.at), ...(open === undefined ? {} : { open }) };
  }

  private leaveOpen(arg: Arg): void {
    this.incomplete = true;
    this.open ??= arg;
  }

  private long(arg: Arg): void {
    const equals = arg.text.indexOf('=');
    const name = arg.text.slice(2, equals < 0 ? undefined : equals);
    const flag = this.grammar.table.get(name);
    if (flag === undefined) this.unknown(arg, name, `--${name}`, equals >= 0);
    else if (equals >= 0) this.take(flag, { first: arg, last: arg, from: equals + 1 });
    else this.next(flag, arg);
  }

  private letters(arg: Arg): void {
    const { text } = arg;
    for (let at = 1; at < text.length; at++) {
      const letter = text[at] as string;
      const attached = text.slice(at + 1, at + 2);
      const flag = this.grammar.table.get(`-${letter}`);
      if (flag === undefined) {
        const written = letter === '\ufdd0' ? text.slice(at) : `-${letter}`;
        this.unknown(arg, `-${letter}`, written, attached !== '');
        return;
      }
      if (flag.takesValue || attached === '=') {
        if (attached === '') this.next(flag, arg, at);
        else this.take(flag, { first: arg, last: arg, from: attached === '=' ? at + 2 : at + 1, letter: at });
        return;
      }
      this.take(flag, { first: arg, last: arg, letter: at });
    }
  }

  /** The value, if it takes one, is the next word. */
  private next(flag: Flag, first: Arg, letter?: number): void {
    const short = letter === undefined ? {} : { letter };
    if (!flag.takesValue) {
      this.take(flag, { first, last: first, ...short });
      return;
    }
    const value = this.args[this.at + 1];
    if (value === undefined) this.problem(first, `--${flag.name} of ${this.grammar.command} needs a value`);
    else {
      this.at++;
      this.take(flag, { first, last: value, from: 0, ...short });
    }
  }

  private take(flag: Flag, words: OptionWords): void {
    const { first, last, from } = words;
    const value = from === undefined ? 'true' : last.text.slice(from);
    const origin = { source: this.grammar.source, ...span(first, last) };
    const name = `--${flag.name}`;
    for (const one of flag.commas && this.grammar.commas ? commaSeparated(value) : [value])
      this.given.push({ flag, option: { name, value: one, origin }, words });
  }

  /** Whether it takes a value has to be guessed, so that the rest can be read. */
  private unknown(arg: Arg, key: string, written: string, hasValue: boolean): void {
    const { command, others, table } = this.grammar;
    if (hasHole(written)) {
      this.leaveOpen(arg);
      this.problem(arg, `an option of ${command} has a name that is not known before it runs; it was not read`);
      return;
    }
    const shown = /^-{1,2}[\w.-]{1,60}/.exec(written)?.[0] ?? '-…';
    const other = others.get(key);
    this.problem(
      arg,
      other === undefined
        ? `${shown} is no option of ${command} that is known here and was not read; check its spelling`
        : `${shown} is no option of ${command}, only of the other engine; it was not read`,
    );
    if (hasValue) return;
    const after = this.args[this.at + 2]?.text ?? '';
    const guess = after.startsWith('-') && table.has(nameOf(after)) && !this.args[this.at + 1]?.text.startsWith('-');
    if (other?.takesValue ?? guess) this.at++;
  }

  private problem(arg: Arg, message: string): void {
    this.problems.push({ at: { source: this.grammar.source, ...arg.own }, message });
  }
}
