import { controls } from '../../controls/index.ts';
import { fileContext } from '../../host/context.ts';
import { overThreads } from '../../host/pool.ts';
import { readStream } from '../../host/stdin.ts';
import type { Terminal } from '../../host/terminal.ts';
import { type Report, type Source, Unreadable } from '../../model/index.ts';
import type { Target } from '../targets.ts';
import { toolVersion } from '../version.ts';
import { collect } from './collect.ts';
import { type Examined, examine, nothing, problem } from './examine.ts';
import { examineFile } from './examine-file.ts';
import { type FileTask, gather } from './gather.ts';
import { type CheckOptions, questionOf } from './question.ts';
import { sharer } from './share.ts';

/** What `bulkhead check` does, short of printing: targets → report. */
export async function check(targets: readonly Target[], options: CheckOptions, terminal: Terminal): Promise<Report> {
  const paths = targets.flatMap((target) => (target.kind === 'path' ? [target.path] : []));
  const gathered = gather(paths);
  const results: Examined[] = [];
  for (const target of targets) if (target.kind !== 'path') results.push(await examineText(target, options, terminal));
  results.push({ ...nothing, problems: gathered.problems, passedOver: gathered.passedOver });
  const examined = await examineFiles(gathered.tasks, options, terminal);
  return collect([...results, ...examined], { name: 'bulkhead', version: toolVersion }, targets.map(nameOf));
}

const nameOf = (target: Target): string => {
  if (target.kind === 'path') return target.path;
  return target.kind === 'unsupported' ? target.target : target.kind;
};

const notJudged = ({ file }: FileTask, why: string): Examined =>
  problem({ file, message: `not judged, the thread that read it died: ${why}` });

async function examineFiles(
  tasks: readonly Parameters<typeof examineFile>[0][],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Examined[]> {
  const show = (done: number) => terminal.progress(`${done} of ${tasks.length} files`);
  const threaded = await overThreads<(typeof tasks)[number], Examined>(
    new URL('./thread.cjs', import.meta.url),
    options,
    tasks,
    show,
    notJudged,
    sharer(controls),
  );
  if (threaded !== undefined) {
    terminal.progress(undefined);
    return threaded;
  }
  const question = questionOf(options);
  const results: Examined[] = [];
  for (const task of tasks) {
    results.push(await examineFile(task, question));
    show(results.length);
  }
  terminal.progress(undefined);
  return results;
}

/** A target that is no file: standard input, or words given on the command line. */
async function examineText(target: Exclude<Target, { kind: 'path' }>, options: CheckOptions, terminal: Terminal): Promise<Examined> {
  if (target.kind === 'unsupported') return problem({ file: target.target, message: target.instead });
  const source = target.kind === 'command line' ? { path: 'command line', text: target.text } : await standardInput(terminal);
  if ('message' in source) return problem({ file: 'standard input', message: source.message });
  const result = await examine(source, fileContext(), questionOf(options));
  const silent = result.passedOver.find(({ file }) => file === source.path);
  return silent === undefined
    ? result
    : problem({
        file: source.path,
        message: `nothing was judged: ${nothingIn[target.kind]}`,
      });
}

const nothingIn = {
  'command line': 'this starts no container; docker run, docker create, podman run and podman create do',
  'standard input': 'it is no Containerfile, compose file, Kubernetes manifest or run command that declares a container',
} as const;

async function standardInput(terminal: Terminal): Promise<Source | { message: string }> {
  try {
    return { path: 'standard input', text: await readStream(terminal.stdin) };
  } catch (error) {
    if (error instanceof Unreadable) return { message: `not read: ${error.message}` };
    throw error;
  }
}
