import type { Container } from '../model/index.ts';
import { excerptOf } from '../text/excerpt.ts';
import { placeOf } from '../text/lines.ts';
import { termsOf } from './grammar.ts';
import type { Note } from './note.ts';

const fault = 'an annotation of bulkhead.dev that is not understood; write bulkhead.dev/accept.CONTROL: "until YYYY-MM-DD: reason"';

/**
 * The acceptances that a container's labels or annotations hold: the key `CONTROL` speaks for every container that the annotation
 * belongs to, `CONTROL.CONTAINER` for the one whose name ends so. The value is `until DATE: reason`.
 */
export function annotationNotes(container: Container): Note[] {
  return (container.acceptances ?? []).flatMap(({ key, text, origin }): Note[] => {
    const dot = key.indexOf('.');
    const [control, only] = dot < 0 ? [key, undefined] : [key.slice(0, dot), key.slice(dot + 1)];
    const head = { by: 'annotation' as const, place: placeOf(origin), excerpt: excerptOf(origin), controls: [control], ...termsOf(text) };
    if (key === '') return [{ ...head, controls: [], fault, scope: { kind: 'nothing' } }];
    const isMeant = only === undefined || container.name === only || container.name.endsWith(`/${only}`);
    return [{ ...head, scope: isMeant ? { kind: 'container', id: container.id } : { kind: 'nothing' } }];
  });
}
