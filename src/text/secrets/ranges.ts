/** A half-open range of UTF-16 offsets. */
export type Range = readonly [start: number, end: number];

/** The text with every range overwritten, character by character: the length stays the same. */
export function overwrite(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let out = '';
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    out += text.slice(at, from) + '*'.repeat(end - from);
    at = end;
  }
  return out + text.slice(at);
}
