import { fileContext } from '../../../host/context.ts';
import { give } from '../../given.ts';
import type { Target } from '../../targets.ts';
import { type Examined, examine, nothing, type Question } from './examine.ts';

/** The configurations of images; `tell` gets where one was found. */
export async function examineArchive(
  target: Extract<Target, { kind: 'archive' | 'image' }>,
  question: Question,
  tell: (line: string) => void,
): Promise<Examined> {
  const { given, problems, passedOver } = await give(target, tell);
  const results: Examined[] = [{ ...nothing, problems, passedOver }];
  for (const { source } of given) results.push(await examine(source, fileContext(), question));
  return {
    containers: results.flatMap(({ containers }) => containers),
    findings: results.flatMap(({ findings }) => findings),
    problems: results.flatMap((result) => result.problems),
    passedOver: results.flatMap((result) => result.passedOver),
    held: Object.assign({}, ...results.map(({ held }) => held)),
    alsoRead: [],
    notes: results.flatMap(({ notes }) => notes ?? []),
    untold: results.flatMap(({ untold }) => untold ?? []),
  };
}
