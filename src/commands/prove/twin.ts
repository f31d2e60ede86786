import { machine } from '../../host/machine.ts';
import type { ToolResult } from '../../host/run-tool.ts';
import { withProgramFile } from '../../host/scratch.ts';
import { type Evidence, Unreadable } from '../../model/index.ts';
import { type Answer, type Attempt, answersIn, attemptsFor, type Processor, processors, program } from '../../probes/index.ts';
import { evidenceOf, subjectOf } from '../../proof/index.ts';
import { why } from './engine.ts';
import type { Place } from './place.ts';

export interface Twin {
  readonly evidence: readonly Evidence[];
  /** What kept it from its end, though it gave answers. */
  readonly cutShort?: string;
}

/** Runs the probe program in a place, and takes away what that made. Throws Unreadable where it does not run. */
export async function prove(place: Place): Promise<Twin> {
  const processor = processors.find((one) => one === machine().arch);
  if (processor === undefined)
    throw new Unreadable(`there is no probe program for ${machine().arch}, only for ${processors.join(' and ')}`);
  const attempts = attemptsFor(subjectOf(place.effective, place.inside), processor).filter(place.admits);
  const first = await ask(place, processor, attempts);
  if (first.answers.size === 0) throw new Unreadable(place.failure(reasonOf(first.result)));
  const missing = attempts.flatMap((_, index) => (first.answers.has(index) ? [] : [index]));
  // A remote client may lose the end of what was printed, and a limit may end more than it should: what is missing is tried once more.
  const second = missing.length === 0 ? undefined : await ask(place, processor, missing.map((index) => attempts[index]).filter(isThere));
  const answers = new Map(first.answers);
  for (const [index, answer] of second?.answers ?? []) answers.set(missing[index] ?? -1, answer);
  const evidence = evidenceOf(place.effective, attempts, answers);
  // Some engines end with the code of what the memory limit killed: what counts is whether every attempt was answered.
  if (second === undefined || answers.size === attempts.length) return { evidence };
  return { evidence, cutShort: `${attempts.length - answers.size} attempts gave no answer: ${reasonOf(second.result)}` };
}

interface Said {
  readonly answers: ReadonlyMap<number, Answer>;
  readonly result: ToolResult;
}

async function ask(place: Place, processor: Processor, attempts: readonly Attempt[]): Promise<Said> {
  const { file } = program(processor, attempts);
  const result = await withProgramFile(file, place.clean, place.run);
  return { answers: answersIn(result.kind === 'stopped' ? '' : result.stdout, attempts.length), result };
}

const reasonOf = (result: ToolResult): string => (result.kind === 'done' ? 'it printed nothing more' : why(result));

const isThere = (attempt: Attempt | undefined): attempt is Attempt => attempt !== undefined;
