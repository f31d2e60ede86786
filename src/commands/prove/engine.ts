import { dockerEngine, podmanEngine, type RunningEngine } from '../../engines/running/index.ts';
import type { ToolResult } from '../../host/run-tool.ts';
import { Unreadable } from '../../model/index.ts';
import type { RunWords } from '../../surfaces/run-command/twin.ts';
import { askProgram, engineInfo, environment, programFile } from '../engine-program.ts';
import { type Note, settingsOf } from './sweep.ts';

/** The engine's own program, as the command names it, with the options that stand before its first word. */
export interface EngineProgram {
  /** For the twin: 60 s is much more than any program of ours takes. */
  run(words: readonly string[], timeout?: number): Promise<ToolResult>;
  /** Removes a container and its own volumes, whether it runs or not. */
  remove(name: string): Promise<ToolResult>;
  /** What has to be known to remove a container of it, should this process not live to do it. */
  noteFor(name: string): Note;
  readonly kind: 'docker' | 'podman';
  /** What it says of itself, asked for once: a Podman takes about as long for that as for a container. Throws Unreadable where no engine is behind it. */
  engine(): Promise<RunningEngine>;
}

const patience = 20_000;

/** Throws Unreadable where there is no such program. */
export async function engineProgram({
  engine: kind,
  program,
  globals,
}: Pick<RunWords, 'engine' | 'program' | 'globals'>): Promise<EngineProgram> {
  const file = await programFile(program);
  if (file === undefined) throw new Unreadable(`there is no ${program} in PATH; prove starts a container, so it needs the engine`);
  const run: EngineProgram['run'] = (words, timeout = patience) => askProgram(file, [...globals, ...words], timeout);
  // Podman asks the container to end by itself first, and its first process, which is ours, hears no such request.
  const remove = ['rm', '--force', '--volumes', ...(kind === 'podman' ? ['--time', '0'] : [])];
  let asked: Promise<RunningEngine> | undefined;
  return {
    kind,
    run,
    remove: (name) => run([...remove, name]),
    noteFor: (name) => ({ kind: 'engine', program: file, remove: [...globals, ...remove], settings: settingsOf(environment()), name }),
    engine: () => {
      asked ??= ask(run, kind, program);
      // Who waits for it hears of an error; until then nobody may be waiting.
      asked.catch(() => undefined);
      return asked;
    },
  };
}

async function ask(run: EngineProgram['run'], kind: EngineProgram['kind'], program: string): Promise<RunningEngine> {
  const info = await engineInfo(program, run);
  return kind === 'podman' ? podmanEngine(info) : dockerEngine(info);
}
