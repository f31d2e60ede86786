import { findTool, runTool, type ToolResult } from '../host/run-tool.ts';
import { Unreadable } from '../model/index.ts';
import { oneLine } from '../text/printable.ts';

/** The file of an engine's program, as somebody names it: a path, or a name in PATH. Undefined: there is none. */
export const programFile = async (name: string): Promise<string | undefined> => (name.includes('/') ? name : findTool(name));

/** What the user's own programs are to find: their settings stand in it. */
export const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Runs an engine's program in our own environment, for so many milliseconds at most. */
export const askProgram = (file: string, words: readonly string[], timeout: number): Promise<ToolResult> =>
  runTool(file, words, { env: environment(), timeout });

/** One line of what a program said. */
export const whyNot = (result: Exclude<ToolResult, { kind: 'done' }>): string =>
  result.kind === 'stopped' ? result.why : oneLine(result.stderr.trim()).slice(0, 400);

/** What an engine's program says of its engine as JSON. Throws Unreadable for what is none. */
export function saidOfItself(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new Unreadable('what the engine says of itself is no JSON');
}
