import { fileContext } from '../../../host/context.ts';
import { give } from '../../given.ts';
import type { Target } from '../../targets.ts';
import { type Examined, examine, nothing, type Question } from './examine.ts';

/** The configurations of the images in a file or folder. */
export async function examineArchive(target: Extract<Target, { kind: 'archive' }>, question: Question): Promise<Examined> {
  const { given, problems, passedOver } = await give(target);
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
