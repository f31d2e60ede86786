import { chooserOf } from '../../config/choose.ts';
import { parseEngine } from '../../engines/index.ts';
import { pathFrom } from '../configuration.ts';
import type { Question } from './examine/examine.ts';
import { type CheckOptions, questionOf } from './question.ts';

/** What is asked of each file: the same for all, unless the configuration says otherwise by path. */
export function asker(options: CheckOptions): (file: string) => Question {
  const { rules } = options;
  const common = questionOf(options);
  if (rules?.paths === undefined) return () => common;
  const chooser = chooserOf(rules);
  const questions = new Map<string, Question>();
  return (file) => {
    const choice = chooser.choose(pathFrom(rules.folder, file));
    const key = JSON.stringify(choice);
    const question = questions.get(key) ?? questionOf(chosen(options, choice));
    questions.set(key, question);
    return question;
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
