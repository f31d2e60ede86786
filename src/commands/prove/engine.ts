import { dockerEngine, podmanEngine, type RunningEngine } from '../../engines/running/index.ts';
import { findTool, runTool, type ToolResult } from '../../host/run-tool.ts';
import { Unreadable } from '../../model/index.ts';
import type { RunWords } from '../../surfaces/run-command/twin.ts';
import { oneLine } from '../../text/printable.ts';
import { type Note, settingsOf } from './sweep.ts';

/** The engine's own program, as the command names it, with the options that stand before its first word. */
export interface EngineProgram {
  /** For the twin: 60 s is much more than any program of ours takes. */
  run(words: readonly string[], timeout?: number): Promise<ToolResult>;
  /** What has to be known to remove a container of it, should this process not live to do it. */
  noteFor(name: string): Note;
  readonly engine: RunningEngine;
}

const patience = 20_000;

/** Throws Unreadable where there is no such program, or no engine behind it. */
export async function engineProgram({
  engine,
  program,
  globals,
}: Pick<RunWords, 'engine' | 'program' | 'globals'>): Promise<EngineProgram> {
  const file = program.includes('/') ? program : await findTool(program);
  if (file === undefined) throw new Unreadable(`there is no ${program} in PATH; prove starts a container, so it needs the engine`);
  const env = environment();
  const run: EngineProgram['run'] = (words, timeout = patience) => runTool(file, [...globals, ...words], { env, timeout });
  const info = await run(['info', '--format', '{{json .}}']);
  if (info.kind !== 'done') throw new Unreadable(`${program} info fails: ${why(info)}`);
  const noteFor = (name: string): Note => ({ kind: 'engine', program: file, globals, settings: settingsOf(env), name });
  return { run, noteFor, engine: engine === 'podman' ? podmanEngine(parsed(info.stdout)) : dockerEngine(parsed(info.stdout)) };
}

/** What the user's own programs are to find: their settings stand in it. */
export const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** One line of what a program said. */
export const why = (result: Exclude<ToolResult, { kind: 'done' }>): string =>
  result.kind === 'stopped' ? result.why : oneLine(result.stderr.trim()).slice(0, 400);

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new Unreadable('what the engine says of itself is no JSON');
}
