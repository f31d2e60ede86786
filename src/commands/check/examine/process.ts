import { machine } from '../../../host/machine.ts';
import { processDoor } from '../../../host/process-door.ts';
import { type Container, type ProcessDoor, Unreadable } from '../../../model/index.ts';
import { observe } from '../../../observe/index.ts';
import { toFinding } from '../../../reports/finding.ts';
import { viewOf } from '../../../reports/views.ts';
import { wordless } from '../../../text/phrases/wordless.ts';
import { judgeObserved } from '../../observe/judge-observed.ts';
import type { Target } from '../../targets.ts';
import { partFor } from '../../ways/part.ts';
import { type Examined, nothing, problem, type Question } from './examine.ts';
import { isHeld, isHidden, isTold, weighed } from './told.ts';

/** A live process → observed view → findings. */
export async function examineProcess(
  { pid }: Extract<Target, { kind: 'process' }>,
  question: Question,
  door: ProcessDoor = processDoor,
): Promise<Examined> {
  const name = `pid:${pid}`;
  try {
    return judged(await observe(door, pid, name), question);
  } catch (error) {
    if (error instanceof Unreadable) return problem({ file: name, message: `not read: ${error.message}` });
    throw error;
  }
}

function judged(container: Container, question: Question): Examined {
  const all = judgeObserved(container, question.controls);
  const judgements = all.filter((judgement) => !isHidden(judgement, question));
  const told = judgements.filter((judgement) => isTold(judgement, question));
  const { id, name, kind, surface, engine } = container;
  const views = question.views ? { observed: viewOf(container) } : {};
  return {
    ...nothing,
    containers: [{ id, name, kind, surface, engine, file: name, line: 1, ...views }],
    findings: told.map((judgement) => weighed(toFinding(judgement, wordless), question)),
    held: { [id]: judgements.filter(isHeld).length },
    ...(question.ways === undefined ? {} : { parts: [partFor(container, { judged: all, versions: { kernel: machine().kernel } })] }),
  };
}
