import { machine } from '../../../host/machine.ts';
import { keepNetwork, networkNamespaceOf } from '../../../host/network-namespace.ts';
import { findTool, runTool, type ToolResult } from '../../../host/run-tool.ts';
import { withProgramFile } from '../../../host/scratch.ts';
import { type Answer, answersIn, processors, program, type Task } from '../../../probes/index.ts';

/** Milliseconds: they only list what the kernel has. */
const patience = 15_000;
/** Where the programs of the administrator lie, whoever's PATH this is. */
const places = (): string => `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`;

/** Runs programs of this machine in the network namespace of a process, also after that has ended. */
export interface Namespace {
  /** "net:[4026531840]"; absent: the process had ended. */
  readonly name: string | undefined;
  /** Undefined: there is no such program, or no such network any more. */
  readonly run: (program: string, ...words: readonly string[]) => Promise<ToolResult | undefined>;
  readonly close: () => void;
}

export function namespaceOf(pid: number | 'self'): Namespace {
  const name = networkNamespaceOf(pid);
  const here = name === networkNamespaceOf('self');
  const kept = here ? undefined : keepNetwork(pid);
  return {
    name,
    async run(asked, ...words) {
      const file = asked.includes('/') ? asked : await toolAt(asked);
      const enter = here ? undefined : await toolAt('nsenter');
      if (file === undefined || (!here && (enter === undefined || kept === undefined))) return undefined;
      const options = { env: { LC_ALL: 'C', PATH: places() }, timeout: patience };
      return enter === undefined ? runTool(file, words, options) : runTool(enter, [`--net=${kept?.path}`, '--', file, ...words], options);
    },
    close: () => kept?.close(),
  };
}

const known = new Map<string, Promise<string | undefined>>();

function toolAt(name: string): Promise<string | undefined> {
  const found = known.get(name) ?? findTool(name, places());
  known.set(name, found);
  return found;
}

/** What the kernel there answers to tasks of a probe program, by their place in the list. Empty: no such program runs here. */
export async function answersOf({ run }: Namespace, tasks: readonly Task[]): Promise<ReadonlyMap<number, Answer>> {
  const processor = processors.find((one) => one === machine().arch);
  if (processor === undefined) return new Map();
  const { file } = program(processor, tasks);
  const result = await withProgramFile(
    file,
    async () => {},
    (path) => run(path),
  );
  return answersIn(result?.kind === 'done' ? result.stdout : '', tasks.length);
}

/** The lines of files of the kernel, which shows each network its own; by path. One that is empty or not there is left out. Undefined: nothing could be read. */
export async function linesIn(
  { run }: Namespace,
  ...paths: readonly string[]
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const listed = await run('grep', '-H', '.', ...paths);
  if (listed === undefined || listed.kind === 'stopped') return undefined;
  // It complains of those that are not there, and answers 1 where all are empty.
  if (listed.kind === 'failed' && /denied|nsenter/i.test(listed.stderr)) return undefined;
  const found = new Map<string, string[]>();
  for (const line of listed.stdout.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0) found.set(line.slice(0, at), [...(found.get(line.slice(0, at)) ?? []), line.slice(at + 1)]);
  }
  return found;
}
