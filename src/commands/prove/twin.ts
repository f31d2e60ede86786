import { machine } from '../../host/machine.ts';
import { withProgramFile } from '../../host/scratch.ts';
import { type Container, type Evidence, Unreadable } from '../../model/index.ts';
import { answersIn, attemptsFor, processors, program } from '../../probes/index.ts';
import { evidenceOf, subjectOf } from '../../proof/index.ts';
import type { RunWords } from '../../surfaces/run-command/twin.ts';
import { type EngineProgram, why } from './engine.ts';

/** Where the program lies inside: a path that no image has. */
const inside = '/.bulkhead-probe';
const patience = 120_000;

export interface Twin {
  readonly evidence: readonly Evidence[];
  /** What kept it from its end, though it gave answers. */
  readonly cutShort?: string;
}

/** Starts the same container once more, with the probe program in place of its own, and removes it. Throws Unreadable where it does not start. */
export async function proveTwin(words: RunWords, engine: EngineProgram, effective: Container, name: string): Promise<Twin> {
  const processor = processors.find((one) => one === machine().arch);
  if (processor === undefined)
    throw new Unreadable(`there is no probe program for ${machine().arch}, only for ${processors.join(' and ')}`);
  const attempts = attemptsFor(subjectOf(effective, inside), processor);
  const { file } = program(processor, attempts);
  const result = await withProgramFile(
    file,
    (interrupted) => remove(engine, name, interrupted),
    (path) => engine.run(twinCommand(words, path, name), patience),
  );
  const output = result.kind === 'stopped' ? '' : (result.stdout ?? '');
  const answers = answersIn(output, attempts.length);
  if (answers.size === 0) throw new Unreadable(notStarted(words, result.kind === 'done' ? 'it printed nothing' : why(result)));
  const evidence = evidenceOf(effective, attempts, answers);
  // Some engines end with the code of what the memory limit killed: what counts is whether every attempt was answered.
  if (result.kind === 'done' || answers.size === attempts.length) return { evidence };
  return { evidence, cutShort: why(result) || `${attempts.length - answers.size} attempts gave no answer` };
}

/** An engine that was interrupted while it made the container may still finish that: it is asked until the container is gone, for 3 s. */
async function remove(engine: EngineProgram, name: string, interrupted: boolean): Promise<void> {
  for (let tries = interrupted ? 10 : 1; tries > 0; tries--) {
    const result = await engine.run(['rm', '--force', '--volumes', name]);
    const removed = result.kind === 'done' && result.stdout.includes(name);
    if (removed || tries === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const twinCommand = ({ options, image }: RunWords, path: string, name: string): readonly string[] => [
  ...['run', '--rm', '--name', name, '--log-driver', 'none', '--no-healthcheck'],
  ...options,
  ...['--mount', `type=bind,source=${path},target=${inside},readonly`, '--entrypoint', inside, image],
];

function notStarted({ program: engine }: RunWords, reason: string): string {
  return `${engine} did not run the probe program in the container's place: ${reason}`;
}
