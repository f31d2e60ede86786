import { join } from 'node:path';
import { attach } from '../../../host/attach.ts';
import { lookAt, readText } from '../../../host/read.ts';
import type { SecretFolder } from '../../../host/secret-files.ts';
import { Unreadable } from '../../../model/index.ts';
import { oneLine } from '../../../text/printable.ts';
import type { Program } from '../engine.ts';

type Json = Readonly<Record<string, unknown>>;

/** As of an engine: the container was not started. */
const notStarted = 125;

interface Start {
  /** The bundle. */
  readonly scratch: SecretFolder;
  readonly id: string;
  readonly detached: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** It gets control groups of its own. */
  readonly limited: boolean;
}

/** The runtime's own complaint is told from the program's exit code by its log. */
export async function startedAs(program: Program, start: Start, report: (line: string) => void): Promise<number> {
  const { scratch, id, detached, env } = start;
  const log = join(scratch.path, 'log');
  const own = [...stateOf(start), ...(start.limited || program.kind === 'runc' ? [] : ['--cgroup-manager', 'disabled'])];
  const run = ['run', ...(detached ? ['--detach'] : []), '--bundle', scratch.path, id];
  const words = ['--log', log, '--log-format', 'json', ...own, ...run];
  const { code } = await attach(program.file, words, detached ? 'no streams' : 'as ours', env);
  const complaint = code === 0 || lookAt(log) === undefined ? undefined : complaintIn(readText(log));
  if (complaint === undefined) {
    if (detached && code === 0) process.stdout.write(`${id}\n`);
    return code;
  }
  // In front it has said so itself.
  if (detached) report(`${program.kind}: ${oneLine(complaint)}`);
  if (!/exec/i.test(complaint)) return notStarted;
  if (/not found|no such file or directory/i.test(complaint)) return 127;
  return /permission denied|open executable/i.test(complaint) ? 126 : notStarted;
}

/** Who is not root has a place for what a runtime keeps of its containers in XDG_RUNTIME_DIR, or with us as long as we are there. */
function stateOf({ scratch, detached, env }: Start): readonly string[] {
  const { XDG_RUNTIME_DIR: own = '' } = env;
  if (process.geteuid?.() === 0 || own !== '') return [];
  if (detached) throw new Unreadable('-d without root needs XDG_RUNTIME_DIR: there the runtime keeps what it knows of the container');
  return ['--root', join(scratch.path, 'state')];
}

function complaintIn(text: string): string | undefined {
  const lines = text.split('\n').flatMap((line): Json[] => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null ? [value as Json] : [];
    } catch {
      return [];
    }
  });
  const last = lines.findLast(({ level }) => level === 'error' || level === 'fatal');
  return typeof last?.msg === 'string' ? last.msg : undefined;
}
