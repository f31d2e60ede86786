import type { ReadContext, Reader, ReadResult, Source } from '../../model/index.ts';
import { accountsOf } from './accounts.ts';
import { withObjects } from './beside.ts';
import { containersOf } from './containers.ts';
import { objectsOf, podsOf } from './documents.ts';
import { givingObjects } from './given-away.ts';
import { parseManifests } from './json.ts';
import { policiesOf } from './network-policy.ts';
import { takeNotes } from './notes.ts';
import { phrases } from './phrases.ts';
import { withoutTemplates } from './templates.ts';

export const reader: Reader = { read, phrases };

function read(source: Source, { everything }: ReadContext): ReadResult {
  const { documents, problems, templates } = withoutTemplates(source, parseManifests(source));
  const notes = takeNotes(source, everything);
  const objects = documents.flatMap((document) => objectsOf(notes, document));
  const accounts = accountsOf(notes, objects);
  const idOf = distinctIds(source.path);
  const found = objects.flatMap((object) => podsOf(notes, object)).flatMap((pod) => containersOf(notes, pod, accounts, idOf));
  const containers = everything ? withObjects(found, objects) : found;
  const policies = policiesOf(notes, source, objects, templates);
  const giving = givingObjects(notes, objects, idOf);
  return {
    containers,
    problems: [...problems, ...notes.problems].sort(byPlace),
    ...(policies.length > 0 && { policies }),
    ...(giving.length > 0 && { objects: giving }),
  };
}

const byPlace = (a: { line?: number; column?: number }, b: { line?: number; column?: number }): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

/** path#name, and ~2, ~3 … for further containers of the same name. */
function distinctIds(path: string): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${path}#${name}${count === 1 ? '' : `~${count}`}`;
  };
}
