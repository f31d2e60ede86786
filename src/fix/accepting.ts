import type { Edit, Source } from '../model/index.ts';
import { collide, sameEdit } from '../text/edit.ts';

/** The edits of one round, by path. Two answers of one round never touch the same place. */
export interface Round {
  readonly edits: Map<string, Edit[]>;
}

export const newRound = (): Round => ({ edits: new Map() });

/** `later`: it stands where another one of this round does, and is asked for again once that is written. */
export type Taken = 'taken' | 'later';

/** All edits of one remedy, or none. What another remedy does already, by the very same edit, is taken as done. */
export function take({ edits }: Round, wanted: readonly Edit[]): Taken {
  const fresh: Edit[] = [];
  for (const edit of wanted) {
    const known = edits.get(edit.source.path) ?? [];
    if (known.some((other) => sameEdit(other, edit))) continue;
    if (known.some((other) => collide(other, edit) || disturbs(other, edit) || disturbs(edit, other))) return 'later';
    fresh.push(edit);
  }
  for (const edit of fresh) edits.set(edit.source.path, [...(edits.get(edit.source.path) ?? []), edit]);
  return 'taken';
}

/** Does an edit change what the other one rests on? */
const disturbs = (edit: Edit, { within }: Edit): boolean => within !== undefined && edit.start < within.end && edit.end > within.start;

/** Why edits cannot be written at all: they are about a text that is not there, or not as it is now, or collide among themselves. */
export function faultIn(wanted: readonly Edit[], textOf: (path: string) => string | undefined): string | undefined {
  for (const [index, edit] of wanted.entries()) {
    const { source } = edit;
    if (textOf(source.path) === undefined) return `${source.path} would have to be changed, and was not given: name it as well`;
    if (textOf(source.path) !== source.text) return `${source.path} is read in another form than it is written`;
    const outside = edit.start < 0 || edit.end < edit.start || edit.end > source.text.length;
    if (outside || wanted.slice(0, index).some((other) => samePath(other.source, source) && collide(other, edit)))
      return 'its edits contradict each other, by a defect of bulkhead itself (please report it)';
  }
  return undefined;
}

const samePath = (a: Source, b: Source): boolean => a.path === b.path;
