import { decodeAnsi } from './ansi.ts';
import type { ExpansionPart, Part, Word } from './word.ts';

/** Deeper nesting than this is read as plain text. */
const deepest = 60;

const run = /[^ \t\r\n;&|<>()'"\\$`]+/y;
const quotedRun = /[^"\\$`]+/y;
const operandRun = /[^}'"\\$`]+/y;
const quotedOperandRun = /[^}"\\$`]+/y;
const nameOf = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]/y;
const shortName = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;
const operatorOf = /:?[-=+?]|##?|%%?|\/\/?|\^\^?|,,?|:|@/y;
const subscript = /\[[^\]}\n]*\]/y;
const assigns = /^[A-Za-z_][A-Za-z0-9_]*\+?=$/;

/**
 * Reads words as a POSIX shell and bash do, from `at` on. Every character is looked at a bounded number of times,
 * nothing throws: what is not closed runs to the end. Commands inside $( … ) and `…` go to `substitution`.
 */
export class WordLexer {
  readonly text: string;
  at = 0;
  end: number;
  private depth = 0;
  private readonly substitution: (closed: boolean) => void;

  /** `substitution` reads commands from `at` to the closing parenthesis (`closed`) or to `end`. */
  constructor(text: string, substitution: (closed: boolean) => void) {
    this.text = text;
    this.end = text.length;
    this.substitution = substitution;
  }

  /** Blanks and line continuations. A carriage return counts as a blank: files with CRLF are read too. */
  blanks(): void {
    for (;;) {
      const char = this.peek();
      if (char === ' ' || char === '\t' || char === '\r') this.at++;
      else if (char === '\\' && this.continuation() > 0) this.at += this.continuation();
      else return;
    }
  }

  peek(ahead = 0): string {
    return this.at + ahead < this.end ? (this.text[this.at + ahead] as string) : '';
  }

  match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    const text = this.at + found.length > this.end ? found.slice(0, this.end - this.at) : found;
    this.at += text.length;
    return text;
  }

  /** The word at `at`; empty (start = end) where none begins. Inside a list (`listed`) there are no further lists. */
  word(listed = false): Word {
    const start = this.at;
    const parts: Part[] = [];
    for (;;) {
      const from = this.at;
      const text = this.match(run);
      if (text !== '') add(parts, text, false, from, this.at);
      if (this.peek() === '(' && !listed && isAssignment(parts)) return { start, parts, elements: this.elements(), end: this.at };
      if ((this.peek() === '<' || this.peek() === '>') && this.peek(1) === '(' && this.at === start && this.depth < deepest)
        this.process(parts);
      else if (!this.special(parts, false)) return { start, end: this.at, parts };
    }
  }

  private process(parts: Part[]): void {
    const start = this.at;
    this.at += 2;
    parts.push(this.command(start, false));
  }

  private elements(): Word[] {
    const words: Word[] = [];
    this.at++;
    for (;;) {
      this.blanks();
      const char = this.peek();
      if (char === '\n') this.at++;
      else if (char === '#') this.comment();
      else if (char === '' || char === ')') break;
      else {
        const word = this.word(true);
        if (word.start === word.end) this.at++;
        else words.push(word);
      }
    }
    this.at = Math.min(this.at + 1, this.end);
    return words;
  }

  comment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.end : Math.min(end, this.end);
  }

  /** A quote, an escape or an expansion; false where none begins. */
  private special(parts: Part[], quoted: boolean): boolean {
    const start = this.at;
    switch (this.peek()) {
      case "'":
        if (quoted) return false;
        this.single(parts);
        return true;
      case '"':
        this.double(parts);
        return true;
      case '\\':
        this.escape(parts, quoted);
        return true;
      case '$':
        this.dollar(parts, quoted);
        return true;
      case '`':
        parts.push(this.backticks(start, quoted));
        return true;
      default:
        return false;
    }
  }

  private single(parts: Part[]): void {
    const start = this.at + 1;
    const close = this.text.indexOf("'", start);
    const end = close < 0 || close > this.end ? this.end : close;
    add(parts, this.text.slice(start, end), true, start, end);
    this.at = Math.min(end + 1, this.end);
  }

  private double(parts: Part[]): void {
    this.at++;
    const before = parts.length;
    this.until('"', quotedRun, parts, true);
    if (parts.length === before) add(parts, '', true, this.at - 1, this.at - 1);
  }

  /** Quoted text up to `close`, which is passed over. */
  private until(close: string, plain: RegExp, parts: Part[], quoted: boolean): void {
    for (;;) {
      const from = this.at;
      const text = this.match(plain);
      if (text !== '') add(parts, text, quoted, from, this.at);
      if (this.at >= this.end) return;
      if (this.peek() === close) {
        this.at++;
        return;
      }
      if (!this.special(parts, quoted)) {
        add(parts, this.peek(), quoted, this.at, this.at + 1);
        this.at++;
      }
    }
  }

  private escape(parts: Part[], quoted: boolean): void {
    const start = this.at;
    const joined = this.continuation();
    if (joined > 0) {
      this.at += joined;
      return;
    }
    const next = this.peek(1);
    const escapes = next !== '' && (!quoted || '$`"\\'.includes(next));
    this.at = Math.min(start + (escapes ? 2 : 1), this.end);
    add(parts, escapes ? next : '\\', true, start, this.at);
  }

  private continuation(): number {
    if (this.peek() !== '\\') return 0;
    if (this.peek(1) === '\n') return 2;
    return this.peek(1) === '\r' && this.peek(2) === '\n' ? 3 : 0;
  }

  private dollar(parts: Part[], quoted: boolean): void {
    const start = this.at;
    const next = this.peek(1);
    if (this.depth < deepest && next === '(') {
      this.at += 2;
      parts.push(this.peek() === '(' ? this.arithmetic(start, quoted) : this.command(start, quoted));
    } else if (this.depth < deepest && next === '{') {
      this.at += 2;
      parts.push(this.braced(start, quoted));
    } else if (next === "'" && !quoted) {
      this.at += 2;
      const from = this.at;
      while (this.at < this.end && this.peek() !== "'") this.at += this.peek() === '\\' ? 2 : 1;
      this.at = Math.min(this.at, this.end);
      add(parts, decodeAnsi(this.text.slice(from, this.at)), true, start, Math.min(this.at + 1, this.end));
      this.at = Math.min(this.at + 1, this.end);
    } else if (next === '"' && !quoted) this.at++;
    else {
      this.at++;
      const name = this.match(shortName);
      if (name === '') add(parts, '$', quoted, start, this.at);
      else parts.push(this.expansion('variable', name, quoted, start, name === '@' || name === '*'));
    }
  }

  private expansion(form: ExpansionPart['form'], name: string, quoted: boolean, start: number, all = false): ExpansionPart {
    return { kind: 'expansion', form, name, all, operator: '', operand: [], quoted, start, end: this.at };
  }

  private command(start: number, quoted: boolean): ExpansionPart {
    const from = this.at;
    this.depth++;
    this.substitution(true);
    this.depth--;
    const name = this.text.slice(from, this.at);
    this.at = Math.min(this.at + 1, this.end);
    return this.expansion('command', name, quoted, start);
  }

  private backticks(start: number, quoted: boolean): ExpansionPart {
    const { end } = this;
    const from = start + 1;
    let close = from;
    while (close < end && this.text[close] !== '`') close += this.text[close] === '\\' ? 2 : 1;
    close = Math.min(close, end);
    this.at = from;
    if (this.depth < deepest) {
      this.depth++;
      this.end = close;
      this.substitution(false);
      this.end = end;
      this.depth--;
    }
    this.at = Math.min(close + 1, end);
    return this.expansion('command', this.text.slice(from, close), quoted, start);
  }

  /** From the inner parenthesis of $(( … )) or (( … )) to behind the outer one. */
  arithmetic(start: number, quoted: boolean): ExpansionPart {
    const from = this.at;
    let open = 1;
    while (this.at < this.end && open > 0) {
      const char = this.text[this.at++];
      if (char === '(') open++;
      else if (char === ')') open--;
    }
    return this.expansion('arithmetic', this.text.slice(from, this.at), quoted, start);
  }

  private braced(start: number, quoted: boolean): ExpansionPart {
    const length = /[#!]/.test(this.peek()) && /\w/.test(this.peek(1)) ? this.peek() : '';
    this.at += length.length;
    const name = this.match(nameOf);
    const index = this.match(subscript);
    const all = name === '@' || name === '*' || index === '[@]' || index === '[*]';
    const operator = length + (all ? '' : index) + this.match(operatorOf);
    const operand: Part[] = [];
    this.depth++;
    this.until('}', quoted ? quotedOperandRun : operandRun, operand, quoted);
    this.depth--;
    return { ...this.expansion('variable', name, quoted, start, all), operator, operand };
  }
}

const isAssignment = (parts: readonly Part[]): boolean => {
  const [first] = parts;
  return parts.length === 1 && first?.kind === 'text' && !first.quoted && assigns.test(first.text);
};

/** Neighbours that need no mapping of their own become one part. */
function add(parts: Part[], text: string, quoted: boolean, start: number, end: number): void {
  const last = parts.at(-1);
  const exact = text.length === end - start;
  if (last?.kind === 'text' && last.quoted === quoted && last.end === start && exact && last.text.length === last.end - last.start)
    parts[parts.length - 1] = { ...last, text: last.text + text, end };
  else parts.push({ kind: 'text', text, quoted, start, end });
}
