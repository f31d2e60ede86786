import { settle } from '../../fix/settle.ts';
import type { Left, Look, Want } from '../../fix/want.ts';
import { fileContext } from '../../host/context.ts';
import { NotText, readMarkedText, TooLarge } from '../../host/read.ts';
import { writeAtomically } from '../../host/write.ts';
import { type Edit, type Problem, Unreadable } from '../../model/index.ts';
import type { Living } from '../check/answer.ts';
import { asker } from '../check/ask.ts';
import type { Question } from '../check/examine.ts';
import { gather } from '../check/gather.ts';
import type { CheckOptions } from '../check/question.ts';
import { surfaceOf } from '../declare.ts';
import { type DigestOf, localDigests } from './digests.ts';
import type { ChangedFile, Fixed } from './fixed.ts';
import { lookAt } from './look.ts';

export interface Wishes {
  readonly options: CheckOptions;
  readonly write: boolean;
  /** Which findings are accepted, and so left alone. */
  readonly living: Living;
  /** May this remedy be written? */
  readonly allows: (want: Want, edits: readonly Edit[], notes: readonly string[]) => Promise<Pick<Left, 'why' | 'because'> | undefined>;
}

interface Texts {
  readonly texts: Map<string, string>;
  readonly marks: ReadonlyMap<string, boolean>;
  readonly problems: readonly Problem[];
}

/** What `bulkhead fix` does, short of asking and printing: paths → texts as they would be, and written if that is wished. */
export async function mend(paths: readonly string[], wishes: Wishes): Promise<Fixed> {
  const { texts, marks, problems } = read(paths, wishes.options);
  const before = new Map(texts);
  const ask = asker(wishes.options);
  const digestOf = localDigests();
  const look = (path: string): Promise<Look> => looked(path, texts, ask(path), wishes.living, digestOf);
  const settled = await settle({ texts, look, allows: wishes.allows });
  const changed = [...texts].flatMap(([file, after]): ChangedFile[] => {
    const was = before.get(file) ?? '';
    return was === after ? [] : [{ file, before: was, after }];
  });
  const found = [...problems, ...settled.problems];
  if (!wishes.write) return { files: changed, ...settled, problems: found, looked: texts.size, write: false };
  const refused: Problem[] = [];
  const files = changed.map((file) => ({ ...file, written: written(file, marks.get(file.file) === true, refused) }));
  return { files, ...settled, problems: [...found, ...refused], looked: texts.size, write: true };
}

const looked = (path: string, texts: ReadonlyMap<string, string>, question: Question, living: Living, digestOf: DigestOf): Promise<Look> =>
  lookAt({ path, text: texts.get(path) ?? '' }, fileContext(), texts, question, living, digestOf);

function read(paths: readonly string[], options: CheckOptions): Texts {
  const { tasks, problems } = gather(paths, options.rules);
  const texts = new Map<string, string>();
  const marks = new Map<string, boolean>();
  const found = [...problems];
  for (const { file, named } of tasks) {
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

/** Only if the file is still what was read. */
function written({ file, before, after }: ChangedFile, mark: boolean, problems: Problem[]): boolean {
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
