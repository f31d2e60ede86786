import { controls } from '../../controls/index.ts';
import { overThreads } from '../../host/pool.ts';
import type { Terminal } from '../../host/terminal.ts';
import type { Report } from '../../model/index.ts';
import type { Target } from '../targets.ts';
import { toolVersion } from '../version.ts';
import { collect } from './collect.ts';
import { type Examined, nothing, problem } from './examine.ts';
import { examineFile } from './examine-file.ts';
import { examineTarget } from './examine-target.ts';
import { type FileTask, gather } from './gather.ts';
import { type CheckOptions, questionOf } from './question.ts';
import { sharer } from './share.ts';

/** What `bulkhead check` does, short of printing: targets → report. */
export async function check(targets: readonly Target[], options: CheckOptions, terminal: Terminal): Promise<Report> {
  const paths = targets.flatMap((target) => (target.kind === 'path' ? [target.path] : []));
  const gathered = gather(paths);
  const results: Examined[] = [];
  for (const target of targets) if (target.kind !== 'path') results.push(await examineTarget(target, options, terminal));
  results.push({ ...nothing, problems: gathered.problems, passedOver: gathered.passedOver });
  const examined = await examineFiles(gathered.tasks, options, terminal);
  return collect([...results, ...examined], { name: 'bulkhead', version: toolVersion }, targets.map(nameOf));
}

const nameOf = (target: Target): string => {
  if (target.kind === 'path') return target.path;
  if (target.kind === 'archive') return `archive:${target.path}`;
  if (target.kind === 'live') return `${target.engine ?? 'container'}:${target.name}`;
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
