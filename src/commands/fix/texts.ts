import { NotText, readMarkedText, TooLarge } from '../../host/read.ts';
import { writeAtomically } from '../../host/write.ts';
import { type Problem, Unreadable } from '../../model/index.ts';
import type { FileTask } from '../check/gather.ts';
import { surfaceOf } from '../declare.ts';
import type { ChangedFile } from './fixed.ts';

export interface Texts {
  readonly texts: Map<string, string>;
  readonly marks: ReadonlyMap<string, boolean>;
  readonly problems: readonly Problem[];
}

/** The texts that fix may change: those that some surface claims. */
export function readTexts(tasks: readonly FileTask[], leftOut: ReadonlySet<string>, problems: readonly Problem[]): Texts {
  const texts = new Map<string, string>();
  const marks = new Map<string, boolean>();
  const found = [...problems];
  for (const { file, named } of tasks) {
    if (leftOut.has(file)) continue;
    try {
      const { text, mark } = readMarkedText(file);
      if (surfaceOf({ path: file, text }) === undefined) continue;
      texts.set(file, text);
      marks.set(file, mark);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (named || !(error instanceof NotText || error instanceof TooLarge)) found.push({ file, message: `not read: ${error.message}` });
    }
  }
  return { texts, marks, problems: found };
}

/** Writes a file, only if it is still what was read; else says why not. `mark`: with its byte-order mark. */
export function writeText({ file, before, after }: ChangedFile, mark: boolean, problems: Problem[]): boolean {
  try {
    const now = readMarkedText(file);
    if (now.text !== before || now.mark !== mark) {
      problems.push({ file, message: 'not written: somebody changed it in the meantime; run fix again' });
      return false;
    }
    writeAtomically(file, (mark ? '\uFEFF' : '') + after);
    if (readMarkedText(file).text === after) return true;
    problems.push({ file, message: 'somebody changed it while it was written; run fix again' });
    return false;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push({ file, message: error.message.startsWith(file) ? error.message : `not written: ${error.message}` });
    return false;
  }
}
