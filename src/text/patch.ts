import type { Change, Edit, Patch, Refusal } from '../model/index.ts';
import { collide, sameEdit } from './edit.ts';

/** Writers by what they set; a text says why this way of declaring has no way to write it. */
export type WritersOf<Writing, Result> = {
  readonly [K in Change['set']]: ((writing: Writing, to: Extract<Change, { set: K }>['to']) => Result) | string;
};

/** What the writer of a change answers; a text where there is none. */
export function written<Writing, Result>(writers: WritersOf<Writing, Result>, writing: Writing, change: Change): Result | string {
  const found = writers[change.set];
  // The key of a change says what its value is, which the compiler does not follow through the table.
  return typeof found === 'string' ? found : (found as (writing: Writing, to: Change['to']) => Result)(writing, change.to);
}

/** Nothing of a patch is written, for one reason. */
export const refuseAll = (patch: Patch, because: string): { readonly edits: readonly Edit[]; readonly refused: readonly Refusal[] } => ({
  edits: [],
  refused: patch.map((change) => ({ change, because })),
});

/** The edits of a patch whose changes are written one by one, and what was refused. */
export function spliced(patch: Patch, write: (change: Change) => readonly Edit[] | string): { edits: Edit[]; refused: Refusal[] } {
  const edits: Edit[] = [];
  const refused: Refusal[] = [];
  for (const change of patch) {
    const result = write(change);
    const because = typeof result === 'string' ? result : take(edits, result);
    if (because !== undefined) refused.push({ change, because });
  }
  return { edits, refused };
}

/**
 * Adds the edits that are not there yet, or none: a clause where two parts of one remedy are about the same place. What is inserted at
 * one place stands in the order in which it came.
 */
export function take(edits: Edit[], more: readonly Edit[]): string | undefined {
  const all = [...edits];
  for (const edit of more) {
    if (all.some((known) => sameEdit(known, edit))) continue;
    const met = all.findIndex((known) => meet(known, edit));
    const known = all[met];
    if (known === undefined) all.push(edit);
    else if (isInsertion(known) && isInsertion(edit)) all[met] = { ...known, text: known.text + edit.text };
    else return 'another part of the same remedy stands at this place';
  }
  edits.splice(0, edits.length, ...all);
  return undefined;
}

const isInsertion = ({ start, end }: Edit): boolean => start === end;

/** Do some of the edits stand at one place? */
export const areAtOnePlace = (edits: readonly Edit[]): boolean =>
  edits.some((edit, at) => edits.slice(0, at).some((other) => meet(other, edit)));

const meet = (a: Edit, b: Edit): boolean => a.source.path === b.source.path && collide(a, b);

/** What the user has to do besides, where there is anything. */
export const besides = (notes: ReadonlySet<string>): { readonly notes?: readonly string[] } =>
  notes.size === 0 ? {} : { notes: [...notes] };
