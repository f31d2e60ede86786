/** `key: |`, `- >-`, `key: |2 # why`: what is indented deeper below is text. */
const opens = /(?:^|[\s:-])[|>][-+0-9]{0,2}\s*$/;

/** A line longer than this opens nothing that anybody wrote by hand. */
const longest = 2000;

/**
 * The lines, 1-based, that are text in a block scalar of YAML, where a `#` is no comment. By their indentation alone, so that a file which does not parse has an
 * answer as well. Linear.
 */
export function blockScalarLines(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  let outer: number | undefined;
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.length > longest ? '' : whole.trimEnd();
    const depth = whole.length - whole.trimStart().length;
    if (outer !== undefined && (line === '' || depth > outer)) {
      found.add(index + 1);
      continue;
    }
    outer = undefined;
    const code = line.replace(/(?:^|\s)#.*$/, '');
    // The key behind the dashes of a list is what its text is indented against.
    if (opens.test(code)) outer = (/^\s*(?:-\s+)*/.exec(code)?.[0].length ?? 0) - (/^\s*(?:-\s+)*[|>]/.test(code) ? 2 : 0);
  }
  return found;
}
