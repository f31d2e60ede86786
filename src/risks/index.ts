export { type Answered, accept } from './accept.ts';
export { annotationNotes } from './annotations.ts';
export { type Baseline, compare, readBaseline, writeBaseline } from './baseline.ts';
export { commentNotes } from './comments.ts';
export { acceptedRisk } from './control.ts';
export { dayOf, isDay } from './date.ts';
export type { Covers } from './match.ts';
export type { Note } from './note.ts';
export { standingOf } from './standing.ts';
