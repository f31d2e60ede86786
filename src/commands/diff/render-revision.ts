import { join, relative, resolve } from 'node:path';
import { writeFilesOf } from '../../host/git-files.ts';
import type { Tree } from '../../host/git-tree.ts';
import { withScratchFolder } from '../../host/scratch-folder.ts';
import { type Source, Unreadable } from '../../model/index.ts';
import type { Load } from '../../render/overlays.ts';
import type { FileTask } from '../check/gather.ts';
import { type Rendered, type RenderOptions, renderPlan } from '../check/rendered/index.ts';
import { planOf } from '../check/rendered/plan.ts';

export interface RevisionFiles {
  readonly tree: Tree;
  /** The root of the repository, absolute. */
  readonly top: string;
  /** From the root, by the path that reports print. */
  readonly at: (path: string) => string;
}

/**
 * Renders the charts and overlays of a revision: what they are made of is written into a folder of its own for as long as the tools run. The working tree
 * is not touched, and every path that is told is that of the repository.
 */
export async function renderedIn(revision: RevisionFiles, tasks: readonly FileTask[], options: RenderOptions): Promise<Rendered> {
  const { tree, top, at } = revision;
  const load = loaderOf(revision);
  const plan = planOf(tasks, [relative(resolve('.'), top) || '.'], load);
  const needs = plan.flatMap((project) => project.needs.map(at));
  try {
    return await withScratchFolder(async (folder) => {
      writeFilesOf(tree, needs, folder);
      const place = (path: string): string => join(folder, at(path));
      const named = (text: string): string => text.replaceAll(folder, top);
      return renderPlan(plan, tasks, { ...options, elsewhere: { place, named } });
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const said = { message: `not rendered: ${error.message}` };
    return renderPlan(
      plan.map((project) => ({
        ...project,
        render: async () => ({
          ...{ file: project.file, problems: [{ file: project.file, ...said }], passedOver: [] },
          parts: project.unwritten.map(({ file }) => file),
        }),
      })),
      tasks,
      options,
    );
  }
}

/** Each text once. What cannot be read is not there: then it is the tool's to complain. */
function loaderOf({ tree, at }: RevisionFiles): Load {
  const sources = new Map<string, Source | undefined>();
  const read = (path: string): Source | undefined => {
    try {
      const text = tree.text(at(path));
      return text === undefined ? undefined : { path, text };
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  };
  return (path) => {
    if (!sources.has(path)) sources.set(path, read(path));
    return sources.get(path);
  };
}
