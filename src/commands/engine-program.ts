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

/** What an engine says of itself (`info`), asked for by `ask`. `name`: as the user calls it. Throws Unreadable where no engine is behind the program. */
export async function engineInfo(name: string, ask: (words: readonly string[]) => Promise<ToolResult>): Promise<object> {
  const result = await ask(['info', '--format', '{{json .}}']);
  if (result.kind !== 'done') throw new Unreadable(`${name} does not answer: ${whyNot(result)}`);
  const info = objectIn(result.stdout);
  // Docker's client answers for itself where nobody is behind it.
  const { ServerErrors: errors } = info as { ServerErrors?: unknown };
  if (Array.isArray(errors) && errors.length > 0)
    throw new Unreadable(`${name} does not answer: ${oneLine(String(errors[0])).slice(0, 400)}`);
  return info;
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new Unreadable('what the engine says of itself is no JSON');
}
