import type { Source } from '../model/index.ts';
import { lineStarts } from '../text/lines.ts';
import { blockScalarLines } from './block-scalars.ts';

/** How comments stand in a kind of text, and how far one reaches. */
export interface Syntax {
  /** Characters that begin a comment. */
  readonly marks: string;
  /** May a comment follow code on its line? */
  readonly trailing: boolean;
  /** `indented`: what is indented deeper belongs to a line (YAML). `continued`: lines that end in a backslash go on. */
  readonly blocks: 'indented' | 'continued';
}

/** A text by lines; all numbers are 1-based. Built only for a text that holds an acceptance. */
export interface Lines {
  readonly count: number;
  text(line: number): string;
  isComment(line: number): boolean;
  isEmpty(line: number): boolean;
  /** Is it text in a block scalar, where nothing is a comment? */
  isText(line: number): boolean;
  /** The last line of what begins on a line. */
  endOf(line: number): number;
}

export function linesOf(source: Source, { marks, blocks }: Syntax): Lines {
  const starts = lineStarts(source);
  const count = starts.length;
  const start = (line: number): number => starts[line - 1] ?? source.text.length;
  const text = (line: number): string => source.text.slice(start(line), start(line + 1)).replace(/[\r\n]+$/, '');
  const ends = new Map<number, number>();
  const depths = new Map<number, number>();
  const texts = blocks === 'indented' ? blockScalarLines(source.text) : new Set<number>();

  /** Columns of white space, -1 for a line that is empty or a comment. */
  const depthOf = (line: number): number => {
    let depth = depths.get(line);
    if (depth === undefined) {
      let at = start(line);
      while (source.text[at] === ' ' || source.text[at] === '\t') at++;
      const char = source.text[at] ?? '\n';
      depth = char === '\n' || char === '\r' || marks.includes(char) ? -1 : at - start(line);
      depths.set(line, depth);
    }
    return depth;
  };
  const isItem = (line: number): boolean =>
    /^\s*-(?:\s|$)/.test(source.text.slice(start(line), Math.min(start(line + 1), start(line) + 400)));

  const indentedEnd = (line: number): number => {
    const depth = depthOf(line);
    const holdsItems = !isItem(line);
    let end = line;
    for (let next = line + 1; next <= count; next++) {
      const deep = depthOf(next);
      if (deep < 0) continue;
      // A list may stand as far left as the key that it belongs to.
      if (deep < depth || (deep === depth && !(holdsItems && isItem(next)))) break;
      end = next;
    }
    return end;
  };
  const continuedEnd = (line: number): number => {
    let end = line;
    while (
      end < count &&
      (source.text
        .slice(start(end), start(end + 1))
        .trimEnd()
        .endsWith('\\') ||
        (end > line && depthOf(end) < 0 && isComment(end)))
    )
      end++;
    return end;
  };
  const isComment = (line: number): boolean => {
    const head = source.text.slice(start(line), start(line + 1)).trimStart();
    return head !== '' && marks.includes(head[0] as string);
  };
  return {
    count,
    text,
    isComment,
    isEmpty: (line) => text(line).trim() === '',
    isText: (line) => texts.has(line),
    endOf(line) {
      const known = ends.get(line);
      if (known !== undefined) return known;
      const end = blocks === 'indented' ? indentedEnd(line) : continuedEnd(line);
      ends.set(line, end);
      return end;
    },
  };
}
