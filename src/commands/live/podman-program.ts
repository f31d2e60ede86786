import { podmanEngine } from '../../engines/running/index.ts';
import { findTool, runTool, type ToolResult } from '../../host/run-tool.ts';
import { Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { Found } from './engine.ts';

const timeout = 20_000;

/** Podman has no daemon: where nobody started its API, its own program says the same. Undefined: no such container. */
export async function askPodmanProgram(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Found | 'no program' | undefined> {
  const program = await findTool('podman');
  if (program === undefined) return 'no program';
  const kept = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const run = (...args: string[]): Promise<ToolResult> => runTool(program, args, { env: kept, timeout });
  const inspected = await run('container', 'inspect', name);
  if (inspected.kind === 'failed' && /no such (?:container|object)|no container with name/i.test(inspected.stderr)) return undefined;
  const [whole] = parsed(inspected) as unknown[];
  const info = parsed(await run('info', '--format', 'json'));
  return { text: JSON.stringify(whole ?? {}), engine: podmanEngine(info), where: program };
}

function parsed(result: ToolResult): object {
  if (result.kind === 'stopped') throw new Unreadable(result.why);
  if (result.kind === 'failed') throw new Unreadable(`it fails: ${oneLine(result.stderr.trim()).slice(0, 200)}`);
  try {
    const value: unknown = JSON.parse(result.stdout);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new Unreadable('what it prints is no JSON');
}
