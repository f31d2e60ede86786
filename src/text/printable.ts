/**
 * The text on one line, fit for a terminal: control characters (so every ANSI escape), characters that reorder or
 * hide text, and lone surrogates become U+FFFD, white space controls become a space. The length stays the same.
 */
export function printable(text: string): string {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code < 0x7f) continue;
    if (isHigh(code) && isLow(text.charCodeAt(i + 1))) {
      i++;
      continue;
    }
    if (!isHarmful(code)) continue;
    out += text.slice(from, i) + (isSpace(code) ? ' ' : '\ufffd');
    from = i + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** A message on one line: a value that it quotes may hold line breaks. */
export const oneLine = (text: string): string =>
  /[\r\n]/.test(text)
    ? text
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .join(' ')
    : text;

const isSpace = (code: number): boolean => (code >= 0x09 && code <= 0x0d) || code === 0x2028 || code === 0x2029;

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** C0, DEL, C1; the bidirectional controls of Unicode TR 9; zero-width characters; separators; the byte order mark. */
const isHarmful = (code: number): boolean =>
  code < 0x20 ||
  (code >= 0x7f && code <= 0x9f) ||
  code === 0x061c ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  code === 0xfeff ||
  isHigh(code) ||
  isLow(code);
