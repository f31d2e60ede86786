import { chooserOf, type Rules } from '../../config/choose.ts';
import { mayDeclare } from '../../host/kinds.ts';
import { lookAt } from '../../host/read.ts';
import { isSpent, mostEntries, walk } from '../../host/walk.ts';
import { type PassedOver, type Problem, Unreadable } from '../../model/index.ts';
import { pathFrom } from '../configuration.ts';

/** A file to read; `named`: the user gave its very path, so it is never passed over in silence. */
export interface FileTask {
  readonly file: string;
  readonly named: boolean;
}

export interface Gathered {
  readonly tasks: readonly FileTask[];
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
  /** Why the folders were not searched to their end, in words that name the way out. Absent: they were. */
  readonly unfinished?: string;
}

/** The file that makes its folder a Helm chart or a kustomization. A look at the name only: most runs have nothing to render. */
export const isProjectFile = ({ file }: FileTask): boolean => /(?:^|\/)(?:Chart\.yaml|kustomization\.ya?ml|Kustomization)$/.test(file);

const narrower = 'name the folders that hold the declarations, or leave the others out (exclude in bulkhead.config.yaml, .gitignore)';

/**
 * The files behind the given paths, each once, folders searched; what the configuration excludes is passed over. `most`: how many files and
 * folders are looked at in all; that there are more is a problem.
 */
export function gather(paths: readonly string[], rules?: Rules, most = mostEntries): Gathered {
  const tasks = new Map<string, FileTask>();
  const problems: Problem[] = [];
  const passedOver: PassedOver[] = [];
  const chooser = rules === undefined ? undefined : chooserOf(rules);
  const inRules = (file: string): string => pathFrom(rules?.folder ?? '.', file);
  const add = (file: string, named: boolean) => {
    const excluded = chooser?.excluded(inRules(file), named);
    if (excluded !== undefined) passedOver.push({ file, reason: excluded });
    else tasks.set(file, { file, named: named || tasks.get(file)?.named === true });
  };
  const budget = { left: most };
  const isExcluded = (folder: string): boolean => chooser?.excludesFolder(inRules(folder)) === true;

  for (const path of paths) {
    try {
      const stats = lookAt(path);
      if (stats === undefined) problems.push({ file: path, message: 'there is no such file or folder' });
      else if (!stats.isDirectory()) add(path, true);
      else {
        for (const found of walk(path, isExcluded, budget)) {
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
    if (isSpent(budget)) {
      const unfinished = `more than ${most.toLocaleString('en')} files and folders: ${narrower}`;
      problems.push({ file: path, message: `not searched to its end, it holds ${unfinished}` });
      return { tasks: [...tasks.values()], problems, passedOver, unfinished };
    }
  }
  return { tasks: [...tasks.values()], problems, passedOver };
}
