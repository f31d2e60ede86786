import { basename } from 'node:path';
import { type Finding, type ReadContext, type Source, type SurfaceId, Unreadable } from '../../model/index.ts';
import { annotationNotes } from '../../risks/annotations.ts';
import { commentNotes } from '../../risks/comments.ts';
import type { Note } from '../../risks/note.ts';
import { type Declared, surfaceOf } from '../declare.ts';

/**
 * The acceptances of a text, of the texts that were read as its parts, and of those that a finding points into (the Containerfile that a
 * service is built from). What costs nothing where nobody wrote one: a search for a word in texts that are in memory already.
 */
export function notesOf(
  surface: SurfaceId,
  source: Source,
  declared: Declared,
  findings: readonly Finding[],
  context: ReadContext,
): Note[] {
  // The comments of a rendered text are those of its templates, which the findings point into.
  const notes = source.writtenAt === undefined ? commentNotes(source, surface) : [];
  const files = new Set([...declared.alsoRead, ...findings.map(({ origin }) => origin.file)]);
  files.delete(source.path);
  for (const file of files) {
    const other = loaded(file, context);
    if (other?.text.includes('bulkhead:')) for (const note of commentNotes(other, surfaceOf(other)?.id ?? surface)) notes.push(note);
  }
  for (const container of declared.containers) if (container.acceptances !== undefined) notes.push(...annotationNotes(container));
  return notes;
}

/** The context keeps what it has read. */
function loaded(file: string, context: ReadContext): Source | undefined {
  try {
    return context.load(basename(file), { path: file, text: '' });
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
