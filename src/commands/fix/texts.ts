import { NotText, readMarkedText, TooLarge } from '../../host/read.ts';
import { stepByStep } from '../../host/step-by-step.ts';
import { overwrite } from '../../host/write.ts';
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

/** Writes the files, each only if it is still what was read; else says why not. `named`: the user gave its very path. */
export async function writeTexts(
  files: readonly ChangedFile[],
  marks: Texts['marks'],
  named: ReadonlySet<string>,
): Promise<{ readonly files: readonly ChangedFile[]; readonly problems: readonly Problem[] }> {
  const refused = new Map<ChangedFile, string | undefined>();
  const stopped = await stepByStep(files, (file) => refused.set(file, whyNot(file, marks.get(file.file) === true, named.has(file.file))));
  for (const file of files) if (!refused.has(file)) refused.set(file, `${stopped} came before its turn`);
  return {
    files: files.map((file) => ({ ...file, written: refused.get(file) === undefined })),
    problems: files.flatMap((file) => {
      const because = refused.get(file);
      return because === undefined ? [] : [{ file: file.file, message: `not written: ${because}` }];
    }),
  };
}

function whyNot({ file, before, after }: ChangedFile, mark: boolean, named: boolean): string | undefined {
  const bytes = (text: string): string => (mark ? '\uFEFF' : '') + text;
  try {
    if (overwrite(file, bytes(before), bytes(after), named)) return undefined;
    const now = readMarkedText(file);
    // Another fix came first, and to the same.
    if (now.text === after && now.mark === mark) return undefined;
    return 'somebody changed it in the meantime; run fix again';
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.message.startsWith(`${file} was not written: `) ? error.message.slice(`${file} was not written: `.length) : error.message;
  }
}
