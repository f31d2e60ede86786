import { mayDeclare } from '../../host/kinds.ts';
import { lookAt } from '../../host/read.ts';
import { walk } from '../../host/walk.ts';
import { type PassedOver, type Problem, Unreadable } from '../../model/index.ts';

/** A file to read; `named`: the user gave its very path, so it is never passed over in silence. */
export interface FileTask {
  readonly file: string;
  readonly named: boolean;
}

export interface Gathered {
  readonly tasks: readonly FileTask[];
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
}

/** The files behind the given paths, each once, folders searched. */
export function gather(paths: readonly string[]): Gathered {
  const tasks = new Map<string, FileTask>();
  const problems: Problem[] = [];
  const passedOver: PassedOver[] = [];
  const add = (file: string, named: boolean) => tasks.set(file, { file, named: named || tasks.get(file)?.named === true });

  for (const path of paths) {
    try {
      const stats = lookAt(path);
      if (stats === undefined) problems.push({ file: path, message: 'there is no such file or folder' });
      else if (!stats.isDirectory()) add(path, true);
      else {
        for (const found of walk(path)) {
          if ('problem' in found) problems.push(found.problem);
          else if ('passedOver' in found) passedOver.push(found.passedOver);
          else if (mayDeclare(found.file)) add(found.file, false);
          else passedOver.push({ file: found.file, reason: 'not a kind of file that declares containers' });
        }
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ file: path, message: error.message });
    }
  }
  return { tasks: [...tasks.values()], problems, passedOver };
}
