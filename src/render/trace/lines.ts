/** A line of rendered YAML, or of a template that becomes such lines. */
export interface Line {
  /** Offsets into the text, without the line break. */
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** Without indentation and trailing blanks. */
  readonly text: string;
  /** The line that holds this one, by its number; -1: none. */
  readonly parent: number;
}

/**
 * The lines from `start` to `end`, each with the one that it stands under, as YAML's indentation has it: an entry of a list may
 * stand at the column of its key. `skip` says which lines are no YAML; `barrier`, before which lines nothing is under anything above.
 */
export function linesOf(
  text: string,
  start: number,
  end: number,
  { skip, barrier }: { readonly skip: (text: string) => boolean; readonly barrier: (text: string) => boolean },
): Line[] {
  const lines: Line[] = [];
  /** The numbers of the lines that may hold the next one, outermost first. */
  let open: number[] = [];
  for (let at = start; at < end; ) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 || next > end ? end : next;
    const raw = text.slice(at, stop);
    const trimmed = raw.trim();
    const indent = raw.length - raw.trimStart().length;
    if (barrier(trimmed)) open = [];
    const idle = trimmed === '' || skip(trimmed);
    if (!idle) open = open.filter((number) => holds(lines[number] as Line, indent, isEntry(trimmed)));
    lines.push({ start: at, end: stop, indent, text: trimmed, parent: idle ? -1 : (open.at(-1) ?? -1) });
    if (!idle) open.push(lines.length - 1);
    at = stop + 1;
  }
  return lines;
}

const isEntry = (text: string): boolean => text === '-' || text.startsWith('- ');

const holds = (above: Line, indent: number, entry: boolean): boolean =>
  above.indent < indent || (above.indent === indent && entry && !isEntry(above.text));

/** The number of the line that an offset stands in; -1: none. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as Line).start <= offset) low = middle;
    else high = middle - 1;
  }
  return lines.length > 0 && (lines[low] as Line).start <= offset ? low : -1;
}
