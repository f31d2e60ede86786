import { isDay, isPast } from './date.ts';
import type { Note } from './note.ts';

/** How an acceptance of this way is written, as the remedy of one that is not complete. */
const forms: Readonly<Record<Note['by'], string>> = {
  comment: '# bulkhead: accept CONTROL until YYYY-MM-DD: reason',
  annotation: '"until YYYY-MM-DD: reason"',
  configuration: 'until: YYYY-MM-DD and reason: …',
};

export const formOf = ({ by }: Note): string => forms[by];

/** Why a note does not count, whatever it names: one clause. Undefined: it counts. */
export function faultOf(note: Note, today: string): string | undefined {
  const { controls, until, reason, fault, scope } = note;
  if (fault !== undefined) return fault;
  if (controls.length === 0 && scope.kind !== 'problem') return 'the acceptance names no control';
  const what = `the acceptance of ${controls.length === 0 ? 'a problem' : controls.join(', ')}`;
  if (until === undefined) return `${what} has no end, so it does not count`;
  if (!isDay(until)) return `${what} ends on "${until.slice(0, 40)}", which is no date, so it does not count`;
  if (reason === undefined) return `${what} has no reason, so it does not count`;
  return isPast(until, today) ? `${what} ended on ${until}, so what it accepted counts again` : undefined;
}
