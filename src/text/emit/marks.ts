/*
 * A mark stands in a word for a value that must not be written down: a secret that the new place takes from a variable. Its two
 * noncharacters stand in no text that is read (text/shell/holes.ts takes them out).
 */
const open = '\ufdd2';
const close = '\ufdd3';
const every = /\ufdd2([\w.-]+)\ufdd3/g;

export const mark = (variable: string): string => `${open}${variable}${close}`;

/** The word with its own pieces and its marks each in the words of the target. */
export function fill(word: string, ofVariable: (name: string) => string, ofText: (text: string) => string = (text) => text): string {
  let filled = '';
  let from = 0;
  for (const match of word.matchAll(every)) {
    if (match.index > from) filled += ofText(word.slice(from, match.index));
    filled += ofVariable(match[1] ?? '');
    from = match.index + match[0].length;
  }
  return from < word.length || word === '' ? filled + ofText(word.slice(from)) : filled;
}
