/** Columns that a text takes on a terminal: wide East Asian characters and emoji take two, combining marks none. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const char of text) cells += cellsOfOne(char.codePointAt(0) as number);
  return cells;
}

function cellsOfOne(code: number): number {
  if (code < 0x300) return 1;
  if (code <= 0x36f || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  return isWide(code) ? 2 : 1;
}

/** The blocks whose East_Asian_Width is W or F (Unicode TR 11), in coarse ranges. */
const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0x1f300 && code <= 0x1faff) ||
  (code >= 0x20000 && code <= 0x3fffd);

/** The length of the longest; 0 of none. Also of more texts than a call takes arguments. */
export const longest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0);

export const padTo = (text: string, cells: number): string => text + ' '.repeat(Math.max(0, cells - cellsOf(text)));

/**
 * Words laid out in lines of at most `width` columns. The first line starts with `first`, the others with blanks of
 * the same width (or `rest`). A word that is too long for a line gets one of its own.
 */
export function wrap(text: string, width: number, first: string, rest = ' '.repeat(cellsOf(first))): string[] {
  const lines: string[] = [];
  let line = first;
  let cells = cellsOf(first);
  let empty = true;
  for (const word of text.split(' ')) {
    const size = cellsOf(word);
    if (!empty && cells + 1 + size > width) {
      lines.push(line);
      line = rest;
      cells = cellsOf(rest);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    cells += size + (empty ? 0 : 1);
    empty = false;
  }
  return [...lines, line];
}
