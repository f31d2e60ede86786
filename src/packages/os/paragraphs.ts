/**
 * Paragraphs of "Name: value" lines, divided by empty ones; a line that begins with white space goes on with the value before it, and is left out here
 * (deb822(5) of dpkg 1.22). Only the named fields are kept, in lower case; of one that is written twice the first counts.
 */
export function* paragraphs(text: string, names: ReadonlySet<string>): Generator<ReadonlyMap<string, string>> {
  let fields = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const first = text.charCodeAt(at);
    if (isBlank(text, at, end)) {
      if (fields.size > 0) yield fields;
      if (fields.size > 0) fields = new Map();
    } else if (first !== space && first !== tab) {
      const colon = text.indexOf(':', at);
      // The longest name that is asked for is far shorter, and a long line must not be copied to find that out.
      if (colon !== -1 && colon < end && colon - at < longestName) {
        const name = text.slice(at, colon).toLowerCase();
        if (names.has(name) && !fields.has(name)) fields.set(name, text.slice(colon + 1, Math.min(end, colon + longestValue)).trim());
      }
    }
    at = end + 1;
  }
  if (fields.size > 0) yield fields;
}

const [space, tab, carriage] = [32, 9, 13];
const longestName = 40;
const longestValue = 2000;

function isBlank(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== space && code !== tab && code !== carriage) return false;
  }
  return true;
}
