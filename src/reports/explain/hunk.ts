import { diffArrays } from 'diff';

/** A line of a change: `-` goes, `+` comes, a blank stands where the others belong. */
export interface HunkLine {
  readonly sign: '-' | '+' | ' ';
  readonly text: string;
}

/** What changes from one text to the other: the lines that go and come, below those that they are nested in. Nothing else is shown. */
export function hunkOf(before: string, after: string): readonly HunkLine[] {
  const lines = diffArrays(linesOf(before), linesOf(after)).flatMap(({ value, added, removed }) =>
    value.map((text): HunkLine => ({ sign: added ? '+' : removed ? '-' : ' ', text })),
  );
  const shown = new Set(lines.flatMap((line, at) => (line.sign === ' ' ? [] : [at, ...above(lines, at)])));
  return lines.filter((_, at) => shown.has(at));
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** The lines that a line is nested in, and the section or stage that it stands in: the nearest before it, each less indented than the last. */
function above(lines: readonly HunkLine[], at: number): number[] {
  const own = lines[at]?.text ?? '';
  const found: number[] = [];
  let least = indentOf(own);
  for (let index = at - 1; index >= 0 && least > 0; index--) {
    const { text } = lines[index] as HunkLine;
    if (text.trim() === '' || indentOf(text) >= least) continue;
    found.push(index);
    least = indentOf(text);
  }
  if (found.length > 0 || isHead(own)) return found;
  const head = lines.findLastIndex(({ text }, index) => index < at && isHead(text));
  return head < 0 ? [] : [head];
}

const indentOf = (text: string): number => text.length - text.trimStart().length;

/** Of a unit, or of a Containerfile's stage. */
const isHead = (text: string): boolean => /^(?:\[|FROM )/.test(text);
