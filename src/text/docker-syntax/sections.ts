/**
 * The sections of a short syntax between colons, as offsets into the text. A colon inside `${A:-b}` or `[::1]` is none, and a drive
 * letter (`C:\data`) is no section of its own when `drives` is set.
 */
export function sectionsOf(text: string, drives: boolean): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let [start, depth] = [0, 0];
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    const isDrive = drives && at === start + 1 && /[A-Za-z]/.test(text[start] ?? '') && /[\\/]/.test(text[at + 1] ?? '');
    if (at < text.length && (char !== ':' || depth > 0 || isDrive)) continue;
    found.push({ start, end: at });
    start = at + 1;
  }
  return found;
}
