import { WordLexer } from './lexer.ts';
import { bare, type Command, type HereDocument, literal, type Word } from './word.ts';

interface Block {
  readonly kind: 'if' | 'loop' | 'brace' | 'parenthesis' | 'case';
  /** case: what comes next is a pattern. */
  pattern: boolean;
  /** The body of a function. */
  readonly body: boolean;
}

const opens: Readonly<Record<string, Block['kind']>> = {
  if: 'if',
  while: 'loop',
  until: 'loop',
  for: 'loop',
  select: 'loop',
  case: 'case',
  '{': 'brace',
};
const closes: Readonly<Record<string, Block['kind']>> = { fi: 'if', done: 'loop', esac: 'case', '}': 'brace' };
const passed = new Set(['then', 'else', 'elif', 'do', '!']);
/** Their words are names and lists, not a command. */
const notCommands = new Set(['for', 'select', 'case']);
const redirection = /<<<|<<-?|<&|<>|<|>>|>&|>\||>/y;

interface Pending {
  readonly delimiter: string;
  readonly tabs: boolean;
  readonly document: HereDocument;
}

/**
 * Every simple command of a shell text in the order in which it ends, those inside $( … ) included. Comments,
 * here-documents and redirections are no commands. Never throws; time is linear in the text.
 */
export function commandsOf(text: string): readonly Command[] {
  return new CommandReader(text).read();
}

class CommandReader {
  private readonly lexer: WordLexer;
  private readonly commands: Command[] = [];
  private readonly pending: Pending[] = [];
  private substitutions = 0;
  private bodies = 0;
  private bodyNext = false;
  private blocks: Block[] = [];
  private words: Word[] = [];
  private heredocs: HereDocument[] = [];
  private conditional = false;

  constructor(text: string) {
    this.lexer = new WordLexer(text, (closed) => this.substitution(closed));
  }

  read(): readonly Command[] {
    this.list(false);
    return this.commands;
  }

  private substitution(closed: boolean): void {
    const { blocks, words, heredocs, conditional } = this;
    this.blocks = [];
    this.words = [];
    this.heredocs = [];
    this.substitutions++;
    this.list(closed);
    this.substitutions--;
    this.blocks = blocks;
    this.words = words;
    this.heredocs = heredocs;
    this.conditional = conditional;
  }

  private list(closed: boolean): void {
    const { lexer } = this;
    this.conditional = false;
    for (;;) {
      lexer.blanks();
      const char = lexer.peek();
      if (char === '') break;
      if (char === ')') {
        if (this.closeParenthesis(closed)) return;
      } else if (char === '\n') {
        this.finish(false, false);
        lexer.at++;
        this.readHereDocuments();
      } else if (char === '#') lexer.comment();
      else if (char === '(') this.openParenthesis();
      else if (char === '&' && lexer.peek(1) === '>') {
        lexer.at++;
        this.redirect();
      } else if (char === ';' || char === '&' || char === '|') this.operator(char);
      else if ((char === '<' || char === '>') && lexer.peek(1) !== '(') this.redirect();
      else this.word();
    }
    this.finish(false, false);
  }

  private word(): void {
    const word = this.lexer.word();
    const next = this.lexer.peek();
    // 2>file: the number belongs to the redirection.
    if ((next === '<' || next === '>') && /^[0-9]+$/.test(bare(word) ?? '')) return;
    if (word.start === word.end) this.lexer.at++;
    else this.words.push(word);
  }

  private operator(char: string): void {
    const { lexer } = this;
    const double = lexer.peek(1) === char;
    const pipe = char === '|' && !double;
    this.finish(pipe || (char === '&' && !double), pipe || (double && char !== ';'));
    const top = this.blocks.at(-1);
    if (char === ';' && top?.kind === 'case' && (double || lexer.peek(1) === '&')) top.pattern = true;
    lexer.at += double || (char !== '&' && lexer.peek(1) === '&') ? 2 : 1;
  }

  private openParenthesis(): void {
    const { lexer } = this;
    const [first] = this.words;
    if (lexer.peek(1) === '(' && (first === undefined || bare(first) === 'for')) {
      lexer.at += 2;
      lexer.arithmetic(lexer.at, false);
      // The second closing parenthesis.
      if (lexer.peek() === ')') lexer.at++;
      return;
    }
    const declares = this.words.length === 1 && lexer.peek(1) === ')';
    this.finish(false, false);
    lexer.at++;
    const top = this.blocks.at(-1);
    if (top?.kind === 'case' && top.pattern) return;
    this.open('parenthesis');
    this.bodyNext = declares;
  }

  private open(kind: Block['kind']): void {
    this.blocks.push({ kind, pattern: kind === 'case', body: this.bodyNext });
    if (this.bodyNext) this.bodies++;
    this.bodyNext = false;
  }

  private close(kind: Block['kind'] | undefined): void {
    if (this.blocks.at(-1)?.kind === kind && this.blocks.pop()?.body) this.bodies--;
  }

  /** True when it ends the list. */
  private closeParenthesis(closed: boolean): boolean {
    this.finish(false, false);
    const top = this.blocks.at(-1);
    if (top?.kind === 'case' && top.pattern) top.pattern = false;
    else if (top?.kind === 'parenthesis') this.close('parenthesis');
    else if (closed) return true;
    this.lexer.at++;
    return false;
  }

  private redirect(): void {
    const { lexer } = this;
    const operator = lexer.match(redirection);
    lexer.blanks();
    const target = lexer.word();
    if (operator !== '<<' && operator !== '<<-') return;
    const document: HereDocument = { start: lexer.end, end: lexer.end };
    this.heredocs.push(document);
    const delimiter = literal(target) ?? lexer.text.slice(target.start, target.end);
    this.pending.push({ delimiter, tabs: operator === '<<-', document });
  }

  private readHereDocuments(): void {
    const { lexer } = this;
    for (const { delimiter, tabs, document } of this.pending.splice(0)) {
      document.start = lexer.at;
      for (;;) {
        const from = lexer.at;
        lexer.comment();
        const line = lexer.text.slice(from, lexer.at).replace(/\r$/, '');
        const last = lexer.at >= lexer.end;
        lexer.at = Math.min(lexer.at + 1, lexer.end);
        const found = (tabs ? line.replace(/^\t+/, '') : line) === delimiter;
        document.end = found ? from : lexer.at;
        if (found || last) break;
      }
    }
  }

  /** The words read so far are a command. `apart`: it runs in a process of its own. `next`: the one that follows may not run here. */
  private finish(apart: boolean, next: boolean): void {
    const { words, heredocs } = this;
    const nested = this.conditional || apart;
    this.words = [];
    this.heredocs = [];
    this.conditional = next;
    let first = 0;
    for (; first < words.length; first++) {
      const top = this.blocks.at(-1);
      const keyword = bare(words[first] as Word) ?? '';
      if (top?.kind === 'case' && top.pattern && keyword !== 'esac') return;
      if (Object.hasOwn(closes, keyword)) {
        this.close(closes[keyword]);
      } else if (Object.hasOwn(opens, keyword)) {
        this.open(opens[keyword] as Block['kind']);
        if (notCommands.has(keyword)) return;
      } else if (keyword === 'function') {
        first++;
        this.bodyNext = true;
      } else if (!passed.has(keyword)) break;
    }
    if (first === words.length) return;
    const inside = this.blocks.length > 0 || this.substitutions > 0;
    this.bodyNext = false;
    this.commands.push({ words: words.slice(first), nested: nested || inside, deferred: this.bodies > 0, heredocs });
  }
}
