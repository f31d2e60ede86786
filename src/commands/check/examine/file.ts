import { fileContext } from '../../../host/context.ts';
import { NotText, notRegular, readText, TooLarge } from '../../../host/read.ts';
import { Unreadable } from '../../../model/index.ts';
import { surfaceOf } from '../../declare.ts';
import { declaresNothing } from '../../sources.ts';
import type { FileTask } from '../gather.ts';
import { type Examined, examine, passedOver, problem, type Question } from './examine.ts';

/** Reads and examines one file. Nothing that a file contains, and no defect of ours, ends the run: it becomes a problem. */
export async function examineFile(task: FileTask, question: Question): Promise<Examined> {
  const { file, named } = task;
  try {
    const source = { path: file, text: readText(file) };
    if (named && surfaceOf(source) === undefined) {
      return problem({
        file,
        message: `${declaresNothing}; leave it out, or rename it so that its kind shows`,
      });
    }
    return await examine(source, fileContext(), question);
  } catch (error) {
    if (!named && (error instanceof NotText || error instanceof TooLarge)) return passedOver(file, error.message);
    if (error instanceof Unreadable)
      return problem({ file, message: `not read: ${error.message}${error.message === notRegular ? pipeHint : ''}` });
    return problem({ file, message: `not judged, by a defect of bulkhead itself (please report it): ${firstLine(error)}` });
  }
}

const pipeHint = ' (a pipe is read as standard input: … | bulkhead check -)';

const firstLine = (error: unknown): string => String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
