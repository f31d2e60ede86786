import { overThreads } from '../../host/pool.ts';
import type { Terminal } from '../../host/terminal.ts';
import { type Measure, type Report, Unreadable } from '../../model/index.ts';
import { type Policy, policyOf } from '../../policies/index.ts';
import { reportProfile } from '../../policies/report.ts';
import type { Target } from '../targets.ts';
import { toolVersion } from '../version.ts';
import { answered, type Living } from './answer.ts';
import { asker } from './ask.ts';
import { collect, partsOfReport } from './collect.ts';
import { type Examined, nothing, problem } from './examine/examine.ts';
import { examineFile } from './examine/file.ts';
import { examineTarget } from './examine/target.ts';
import { type FileTask, gather, isProjectFile } from './gather.ts';
import { livingOf } from './living.ts';
import { policiesIn } from './policies.ts';
import { type CheckOptions, questionOf } from './question.ts';
import type { PoliciesOf } from './rendered/policies.ts';
import type { Rendering } from './rendered/project.ts';
import { sharer } from './share.ts';

/** What `bulkhead check` does, short of printing: targets → report, accepted risks marked. */
export async function check(
  targets: readonly Target[],
  options: CheckOptions,
  terminal: Terminal,
  living: Living = livingOf(undefined, targets, new Date()),
): Promise<Report> {
  const paths = targets.flatMap((target) => (target.kind === 'path' ? [target.path] : []));
  const gathered = gather(paths, options.rules);
  const results: Examined[] = [];
  for (const target of targets) if (target.kind !== 'path') results.push(await examineTarget(target, options, terminal));
  results.push({ ...nothing, problems: gathered.problems, passedOver: gathered.passedOver });
  const { renderings, rest } = await rendered(gathered.tasks, paths, options);
  const { asked, policies } = await withPolicies(options, rest, renderings);
  const examined = [...(await examineFiles(rest, asked, terminal)), ...(await examineRenderings(renderings, asked, policies))];
  const policy = policyOf(options.profile, options.kubernetesVersion);
  const profile = reportProfile(policy, await judgedBy(policy, targets));
  const all = [...results, ...examined];
  const report = { ...collect(all, { name: 'bulkhead', version: toolVersion }, targets.map(nameOf)), profile };
  return answered({ ...report, ...(await waysAmong(all, report, options)) }, all, options, living);
}

/** Loaded only where a container reaches anything. */
async function waysAmong(results: readonly Examined[], report: Report, { ways: asked }: CheckOptions): Promise<Pick<Report, 'ways'>> {
  if (asked === undefined) return {};
  const parts = partsOfReport(results, report);
  if (parts.length === 0) return {};
  const { waysOf } = await import('../../ways/index.ts');
  return { ways: waysOf(parts, fromNamed(report, asked.from)) };
}

/** Throws Unreadable for a name that no container has. */
function fromNamed({ containers }: Report, names: readonly string[] | undefined): { readonly from?: readonly string[] } {
  if (names === undefined) return {};
  const missing = names.find((name) => !containers.some((container) => container.name === name));
  if (missing !== undefined)
    throw new Unreadable(`--from ${missing}: there is no such container; there are ${containers.map(({ name }) => name).join(', ')}`);
  return { from: containers.filter(({ name }) => names.includes(name)).map(({ id }) => id) };
}

/** Where nothing but the machine is judged, no id that only containers can meet counts as met. */
async function judgedBy({ controls: ofContainers }: Policy, targets: readonly Target[]): Promise<readonly Measure[]> {
  if (!targets.some(({ kind }) => kind === 'host')) return ofContainers;
  const { hostControls } = await import('../../controls/host-index.ts');
  return targets.every(({ kind }) => kind === 'host') ? hostControls : [...ofContainers, ...hostControls];
}

const nameOf = (target: Target): string => {
  if (target.kind === 'path') return target.path;
  if (target.kind === 'archive') return `archive:${target.path}`;
  if (target.kind === 'image') return `image:${target.reference}`;
  if (target.kind === 'process') return `pid:${target.pid}`;
  if (target.kind === 'live') return `${target.engine ?? 'container'}:${target.name}`;
  return target.kind === 'unsupported' ? target.target : target.kind;
};

/** Policies of other files are looked for only when somebody asks about them. */
async function withPolicies(
  options: CheckOptions,
  tasks: readonly FileTask[],
  renderings: readonly Rendering[],
): Promise<{ readonly asked: CheckOptions; readonly policies: PoliciesOf }> {
  if (!questionOf(options).controls.some(({ needs }) => needs === 'policies')) return { asked: options, policies: new Map() };
  const ofFiles = await policiesIn(tasks);
  if (renderings.length === 0) return { asked: { ...options, policies: ofFiles }, policies: new Map() };
  const { renderedPolicies } = await import('./rendered/index.ts');
  const policies = await renderedPolicies(renderings);
  return { asked: { ...options, policies: [...ofFiles, ...[...policies.values()].flat()] }, policies };
}

/** Charts and overlays are rendered before anything is judged: their policies may be about the pods of other files. */
async function rendered(
  tasks: readonly FileTask[],
  folders: readonly string[],
  options: CheckOptions,
): Promise<{ readonly renderings: readonly Rendering[]; readonly rest: readonly FileTask[] }> {
  if (!tasks.some(isProjectFile)) return { renderings: [], rest: tasks };
  const { renderAll, renderOptions } = await import('./rendered/index.ts');
  return renderAll(tasks, folders, renderOptions(options));
}

async function examineRenderings(renderings: readonly Rendering[], options: CheckOptions, rendered: PoliciesOf): Promise<Examined[]> {
  if (renderings.length === 0) return [];
  const { examineRendering, policiesFor } = await import('./rendered/index.ts');
  const ask = asker(options);
  const results: Examined[] = [];
  for (const rendering of renderings) {
    const question = ask(rendering.file);
    const policies = policiesFor(rendering, question.policies, rendered);
    results.push(await examineRendering(rendering, { ...question, policies }));
  }
  return results;
}

const notJudged = ({ file }: FileTask, why: string): Examined =>
  problem({ file, message: `not judged, the thread that read it died: ${why}` });

async function examineFiles(
  tasks: readonly Parameters<typeof examineFile>[0][],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Examined[]> {
  const show = (done: number) => terminal.progress(`${done} of ${tasks.length} files`);
  const threaded =
    options.images !== undefined
      ? undefined
      : await overThreads<(typeof tasks)[number], Examined>(
          new URL('./thread.cjs', import.meta.url),
          options,
          tasks,
          show,
          notJudged,
          sharer(),
        );
  if (threaded !== undefined) {
    terminal.progress(undefined);
    return threaded;
  }
  const ask = asker(options);
  const results: Examined[] = [];
  for (const task of tasks) {
    results.push(await examineFile(task, ask(task.file)));
    show(results.length);
  }
  terminal.progress(undefined);
  return results;
}
