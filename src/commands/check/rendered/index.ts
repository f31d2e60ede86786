import { resolve } from 'node:path';
import { fileContext } from '../../../host/context.ts';
import { inParallel } from '../../../host/parallel.ts';
import { surfaceById } from '../../declare.ts';
import { type Examined, examine, nothing, type Question } from '../examine/examine.ts';
import type { FileTask } from '../gather.ts';
import type { CheckOptions } from '../question.ts';
import { placed } from './placed.ts';
import type { Project, Rendering, RenderOptions } from './project.ts';

export { policiesFor, renderedPolicies } from './policies.ts';
export type { Rendering, RenderOptions } from './project.ts';

export interface Rendered {
  readonly renderings: readonly Rendering[];
  /** The files that are left to be read on their own. */
  readonly rest: readonly FileTask[];
}

/** What one chart may take, in milliseconds: the largest public ones take about a second. */
const timeout = 30_000;

export const renderOptions = ({ helmValues = [], kubernetesVersion, engine }: CheckOptions): RenderOptions => ({
  helmValues: helmValues.map((file) => resolve(file)),
  kubernetesVersion: /^v?\d+\.\d+$/.exec(kubernetesVersion ?? (engine?.kind === 'kubernetes' ? engine.version : ''))?.[0],
  env: process.env,
  timeout,
});

/** Renders the charts and overlays among the files of a run, several at once. */
export async function renderAll(tasks: readonly FileTask[], folders: readonly string[], options: RenderOptions): Promise<Rendered> {
  const { planOf } = await import('./plan.ts');
  return renderPlan(planOf(tasks, folders), tasks, options);
}

/** The same of a plan that is there. */
export async function renderPlan(plan: readonly Project[], tasks: readonly FileTask[], options: RenderOptions): Promise<Rendered> {
  const renderings = await inParallel(plan, (project) => project.render(options).catch((error) => defect(project, error)));
  const parts = new Set(renderings.flatMap((rendering) => rendering.parts));
  return { renderings, rest: tasks.filter(({ file }) => !parts.has(file)) };
}

/** A defect of ours costs one chart or overlay, not the run. */
const defect = ({ files, file }: Project, error: unknown): Rendering => ({
  file,
  problems: [{ file, message: `not rendered, by a defect of bulkhead itself (please report it): ${String(error).split('\n', 1)[0]}` }],
  passedOver: [],
  parts: files.map((task) => task.file),
});

/** Judges what was rendered. Places are those of the files that it was made from. */
export async function examineRendering({ source, file, problems, passedOver }: Rendering, question: Question): Promise<Examined> {
  if (source === undefined) return { ...nothing, file, problems, passedOver };
  const result = await examine(source, fileContext(), question, surfaceById('kubernetes'));
  return {
    ...result,
    file,
    problems: result.problems.map((problem) => placed(problem, source)),
    passedOver,
  };
}
