import { processDoor } from '../../../host/process-door.ts';
import { type Container, type ProcessDoor, Unreadable } from '../../../model/index.ts';
import { observe } from '../../../observe/index.ts';
import { toFinding } from '../../../reports/finding.ts';
import { viewOf } from '../../../reports/views.ts';
import { wordless } from '../../../text/phrases/wordless.ts';
import { judgeObserved } from '../../observe/judge-observed.ts';
import type { Target } from '../../targets.ts';
import { type Examined, nothing, problem, type Question } from './examine.ts';

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

function judged(container: Container, { controls, severity, all, strict, views }: Question): Examined {
  const judgements = judgeObserved(container, controls).filter(
    ({ verdict }) => strict || verdict.outcome !== 'broken' || verdict.level !== 'strict',
  );
  const told = judgements.filter(({ verdict }) => all || verdict.outcome === 'broken' || verdict.outcome === 'unknown');
  const { id, name, kind, surface, engine } = container;
  return {
    ...nothing,
    containers: [{ id, name, kind, surface, engine, file: name, line: 1, ...(views ? { observed: viewOf(container) } : {}) }],
    findings: told.map((judgement) => {
      const finding = toFinding(judgement, wordless);
      const asked = severity[judgement.control.id];
      return asked === undefined || asked === 'off' ? finding : { ...finding, severity: asked };
    }),
    held: { [id]: judgements.filter(({ verdict }) => verdict.outcome === 'held').length },
  };
}
