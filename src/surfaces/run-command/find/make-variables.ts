import { folder, hole, type Locate, MappedText, type Range, shortened } from '../../../text/shell/index.ts';

interface Definition {
  readonly pieces: Range[];
  /** Set more than once, under a condition, or by something that only make can compute. */
  readonly lost: boolean;
}

const assignment = /^ *(?:(?:export|override|private|unexport) +)*([A-Za-z_.][\w.-]*)\s*(\+|\?|:{0,3}|!)=\s*/;
const targetSpecific = /^[^\t#=][^=#]*?:\s+(?:(?:export|override|private) +)*([A-Za-z_.][\w.-]*)\s*[+?:!]{0,3}=/;
const deepest = 20;

/** The variables of a makefile that hold plain text, and the text of a recipe once they are filled in. */
export class MakeVariables {
  /** What $(shell …) runs, outside of recipes and inside. */
  readonly shellCalls: { text: string; locate: Locate }[] = [];
  private readonly definitions = new Map<string, Definition>();
  private readonly text: string;
  private readonly home: string | undefined;
  private conditions = 0;
  /** How many characters may still come out of variables. */
  private budget = 1_000_000;

  constructor(text: string, home: string | undefined) {
    this.text = text;
    this.home = home;
  }

  /** Takes a line that is no recipe into account. */
  define(start: number, end: number): void {
    const line = this.text.slice(start, end);
    if (/^\s*if(n?eq|n?def)\b/.test(line)) this.conditions++;
    else if (/^\s*endif\b/.test(line)) this.conditions = Math.max(0, this.conditions - 1);
    const specific = line.includes('=') && line.includes(':') && line.length < 4_000 ? targetSpecific.exec(line)?.[1] : undefined;
    if (specific !== undefined) this.definitions.set(specific, { pieces: [], lost: true });
    const [whole, name, operator] = assignment.exec(line) ?? [];
    if (whole === undefined || name === undefined) return;
    const value = { start: start + whole.length, end: start + whole.length + withoutComment(line.slice(whole.length)).length };
    const before = this.definitions.get(name);
    const appends = operator === '+' && before !== undefined;
    const lost = this.conditions > 0 || operator === '!' || (before !== undefined && (before.lost || !appends));
    if (appends && !lost) before.pieces.push(value);
    else this.definitions.set(name, { pieces: [value], lost });
    if (line.includes('$(shell')) this.expand(value.start, value.end);
  }

  /** The text between two offsets with `$$` and all variables resolved; what cannot be is a hole. */
  expand(start: number, end: number): MappedText {
    const into = new MappedText();
    this.write(into, start, end, undefined, 0);
    return into;
  }

  private write(into: MappedText, start: number, end: number, use: Range | undefined, depth: number): void {
    const { text } = this;
    let from = start;
    const flush = (to: number): void => into.push(text.slice(from, to), from, to, use);
    for (let at = text.indexOf('$', start); at >= 0 && at < end; at = text.indexOf('$', from)) {
      flush(at);
      const next = text[at + 1] ?? '';
      const close = next === '(' || next === '{' ? closing(text, at + 1, end) : at + 1;
      from = Math.min(close + 1, end);
      if (next === '$') into.push('$', at, from, use);
      else this.reference(into, at, from, use ?? { start: at, end: from }, depth);
    }
    flush(end);
  }

  private reference(into: MappedText, start: number, end: number, use: Range, depth: number): void {
    const long = this.text[start + 1] === '(' || this.text[start + 1] === '{';
    const name = long ? this.text.slice(start + 2, end - 1).trim() : this.text.slice(start + 1, end);
    const found = this.definitions.get(name);
    if (found !== undefined && !found.lost && depth < deepest) {
      const [only] = found.pieces;
      const computed = found.pieces.length === 1 && only !== undefined ? this.computed(only) : undefined;
      if (computed !== undefined) {
        into.push(
          computed.startsWith(folder('.')) ? computed : hole(`$(${name}) is known when make runs`),
          start,
          end,
          use.start === start ? undefined : use,
        );
        return;
      }
      found.pieces.forEach((piece, at) => {
        if (at > 0) into.push(' ', use.start, use.end, use);
        this.budget -= piece.end - piece.start + 1;
        if (this.budget > 0) this.write(into, piece.start, piece.end, use, depth + 1);
        else into.push(hole('the variables of this makefile grow without end'), use.start, use.end, use);
      });
      return;
    }
    into.push(this.special(name, start, end), start, end, use.start === start ? undefined : use);
  }

  /** What a value that is nothing but $(shell …) stands for. */
  private computed({ start, end }: Range): string | undefined {
    const { text } = this;
    if (!text.startsWith('$(shell ', start) || closing(text, start + 1, end) !== end - 1) return undefined;
    return this.special(text.slice(start + 2, end - 1).trim(), start, end);
  }

  private special(name: string, start: number, end: number): string {
    if (name === 'PWD' || name === 'CURDIR' || name === 'shell pwd' || name === '@D') return folder('.');
    if (name === 'HOME' && this.home !== undefined) return this.home;
    if (name === 'MAKE') return 'make';
    if (name.startsWith('shell ')) {
      const from = this.text.indexOf('shell ', start) + 6;
      if (/docker|podman/.test(name)) this.shellCalls.push({ text: this.text.slice(from, end - 1), locate: shifted(from) });
      return hole(`${shortened(name.slice(6).trim()).replace('$(', '$(shell ')} is known when make runs`);
    }
    return hole(`$(${/^[\w.@<^*?%+|-]{1,40}/.exec(name)?.[0] ?? '...'}) is set when make runs`);
  }
}

const shifted =
  (by: number): Locate =>
  (start, end) => ({ own: { start: start + by, end: end + by }, use: { start: start + by, end: end + by } });

/** The offset of the parenthesis that closes the one at `open`. */
function closing(text: string, open: number, end: number): number {
  const opener = text[open] as string;
  const closer = opener === '(' ? ')' : '}';
  let depth = 0;
  for (let at = open; at < end; at++) {
    if (text[at] === opener) depth++;
    else if (text[at] === closer && --depth === 0) return at;
  }
  return end;
}

/** A comment begins at a # that no backslash escapes. */
function withoutComment(value: string): string {
  const comment = /(?<!\\)#/.exec(value)?.index ?? value.length;
  return value.slice(0, comment).trimEnd();
}
