import { processDoor } from '../../host/process-door.ts';
import { judge } from '../../judge.ts';
import { type Container, inapplicable, isUnknown, type ProcessDoor, Unreadable, undecided } from '../../model/index.ts';
import { observe } from '../../observe/index.ts';
import { notTold } from '../../observe/not-told.ts';
import { toFinding } from '../../reports/finding.ts';
import { viewOf } from '../../reports/views.ts';
import { wordless } from '../../text/phrases/wordless.ts';
import type { Target } from '../targets.ts';
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
  const judgements = judge(container, controls)
    .map((judgement) => ({ ...judgement, verdict: verdictOf(judgement.control.id, container) ?? judgement.verdict }))
    .filter(({ verdict }) => strict || verdict.outcome !== 'broken' || verdict.level !== 'strict');
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

/** What rests on variables or mounts that could not be read is not known, though none are listed. */
function verdictOf(control: string, { observed, mounts }: Container) {
  const hidden = mounts.map(({ source }) => source).find(isUnknown);
  const all = mounts.every(({ destination }) => isUnknown(destination));
  if (control === 'engine-socket' && hidden !== undefined && all) return undecided(hidden, 'critical');
  const unread = observed?.unreadEnvironment;
  if (control === 'secret-in-environment' && isUnknown(unread)) return undecided(unread);
  const because = notTold.get(control);
  return because === undefined ? undefined : inapplicable(because);
}
