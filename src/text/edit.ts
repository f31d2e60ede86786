import type { Edit, Source } from '../model/index.ts';

/** Writers put \n; a text whose lines end otherwise is given its own line ending. */
export const ownLineEnd = (text: string): string => {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
};

/** By place; of two at one place the insertion comes first. */
export const inOrder = (edits: readonly Edit[]): readonly Edit[] => [...edits].sort((a, b) => a.start - b.start || a.end - b.end);

/** Do two edits of one text touch the same characters, or insert at the same place (so that their order would count)? */
export const collide = (a: Edit, b: Edit): boolean => (a.start === b.start ? true : a.start < b.start ? a.end > b.start : b.end > a.start);

/** The very same edit. */
export const sameEdit = (a: Edit, b: Edit): boolean =>
  a.source.path === b.source.path && a.start === b.start && a.end === b.end && a.text === b.text;

/**
 * The text with its edits, all of one source. Line breaks of the new text become those of the text (\r\n where its first line has it).
 * Throws RangeError for edits that collide or lie outside: that is a defect of the writer.
 */
export function applyEdits({ path, text }: Source, edits: readonly Edit[]): string {
  const lineEnd = ownLineEnd(text);
  let at = 0;
  let result = '';
  let before: Edit | undefined;
  for (const edit of inOrder(edits)) {
    if (edit.start > edit.end || edit.start < 0 || edit.end > text.length) throw new RangeError(`an edit lies outside of ${path}`);
    if (before !== undefined && collide(before, edit)) throw new RangeError(`two edits of ${path} are about the same place`);
    result += text.slice(at, edit.start) + edit.text.replace(/\r\n|\n/g, lineEnd);
    at = edit.end;
    before = edit;
  }
  return result + text.slice(at);
}
