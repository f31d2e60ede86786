import { Unreadable } from '../../model/index.ts';

/** The words of a text in TOML, one after the other. */
export interface Scanner {
  atEnd(): boolean;
  /** 1-based. */
  line(): number;
  skipSpaces(): void;
  /** Spaces, comments and line breaks. */
  skipLines(): void;
  /** What follows on the line may only be a comment. */
  endLine(): void;
  /** Is it this that comes next? Then it is passed. */
  take(word: string): boolean;
  key(): string;
  /** A string on one line, a number, a truth value, or a date as it stands. */
  plainValue(): string | number | boolean;
  /** Throws Unreadable with the line. */
  refuse(): never;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

export function scanner(text: string): Scanner {
  let at = 0;
  const refuse = (): never => {
    throw new Unreadable(`line ${lineAt(text, at)}: this is not understood`);
  };
  /** Sticky, so that nothing is looked at twice. */
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const string = (): string | undefined => {
    if (text.startsWith('"""', at) || text.startsWith("'''", at)) return refuse();
    const literal = match(/'[^'\n]*'/y);
    if (literal !== undefined) return literal.slice(1, -1);
    const basic = match(/"(?:[^"\\\n]|\\.)*"/y);
    return basic?.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (_, short, long, one: string) => {
      const code = Number.parseInt(short ?? long ?? '', 16);
      return Number.isNaN(code) || code > 0x10ffff ? (escapes[one] ?? refuse()) : String.fromCodePoint(code);
    });
  };
  return {
    atEnd: () => at >= text.length,
    line: () => lineAt(text, at),
    skipSpaces: () => void match(/[ \t]*/y),
    skipLines: () => void match(/(?:[ \t\r\n]|#[^\n]*)*/y),
    endLine() {
      match(/[ \t]*(?:#[^\n]*)?/y);
      if (at < text.length && match(/\r?\n/y) === undefined) refuse();
    },
    take(word) {
      if (!text.startsWith(word, at)) return false;
      at += word.length;
      return true;
    },
    key: () => string() ?? match(/[A-Za-z0-9_-]+/y) ?? refuse(),
    plainValue() {
      const quoted = string();
      if (quoted !== undefined) return quoted;
      const word = match(/[A-Za-z0-9_+.:-]+/y) ?? refuse();
      if (word === 'true' || word === 'false') return word === 'true';
      const number = Number(word.replaceAll('_', ''));
      return Number.isNaN(number) ? (/^\d{2,4}[-:]/.test(word) ? word : refuse()) : number;
    },
    refuse,
  };
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
