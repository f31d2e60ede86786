import type { Range } from '../../../text/shell/index.ts';

/** One Key=value of a unit file. The value's lines are given apart: a line that ends in a backslash goes on in the next. */
export interface UnitEntry {
  readonly section: string;
  readonly key: string;
  readonly lines: readonly Range[];
}

/** The entries of a unit file, as systemd.syntax(7) reads them. A comment between two lines of a value is left out. */
export function unitEntries(text: string): UnitEntry[] {
  const entries: UnitEntry[] = [];
  let section = '';
  let open: Range[] | undefined;
  for (const line of linesOf(text)) {
    const content = text.slice(line.start, line.end);
    if (/^\s*[#;]/.test(content)) continue;
    const goesOn = content.endsWith('\\');
    const value = { start: line.start, end: goesOn ? line.end - 1 : line.end };
    if (open !== undefined) open.push(value);
    else {
      section = /^\s*\[([^\]]*)\]/.exec(content)?.[1] ?? section;
      const [whole, key = ''] = /^\s*([A-Za-z]+)\s*=\s*/.exec(content) ?? [];
      if (whole === undefined) continue;
      open = [{ start: line.start + whole.length, end: Math.max(value.end, line.start + whole.length) }];
      entries.push({ section, key, lines: open });
    }
    if (!goesOn) open = undefined;
  }
  return entries;
}

function* linesOf(text: string): Generator<Range> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
    start = end + 1;
  }
}
