import { chooserOf } from '../../config/choose.ts';
import { parseEngine } from '../../engines/index.ts';
import { pathFrom } from '../configuration.ts';
import type { Question } from './examine/examine.ts';
import { type CheckOptions, questionOf } from './question.ts';

/** What is asked of each file: the same for all, unless the configuration says otherwise by path. */
export const asker = (options: CheckOptions): ((file: string) => Question) => askerOf(options, questionOf);

/** The same for another kind of question. */
export function askerOf<Q>(options: CheckOptions, question: (options: CheckOptions) => Q): (file: string) => Q {
  const { rules } = options;
  const common = question(options);
  if (rules?.paths === undefined) return () => common;
  const chooser = chooserOf(rules);
  const questions = new Map<string, Q>();
  return (file) => {
    const choice = chooser.choose(pathFrom(rules.folder, file));
    const key = JSON.stringify(choice);
    const asked = questions.get(key) ?? question(chosen(options, choice));
    questions.set(key, asked);
    return asked;
  };
}

/** The configuration has been checked: its words are known. */
function chosen(
  options: CheckOptions,
  { profile, engine, kubernetesVersion, severity }: ReturnType<ReturnType<typeof chooserOf>['choose']>,
): CheckOptions {
  return {
    ...options,
    ...(profile === undefined ? {} : { profile: profile as CheckOptions['profile'] }),
    ...(engine === undefined ? {} : { engine: parseEngine(engine) }),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    severity,
  };
}
