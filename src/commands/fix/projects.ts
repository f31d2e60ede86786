import type { Left, Look, Mended, Want } from '../../fix/want.ts';
import { inParallel } from '../../host/parallel.ts';
import type { Finding, PassedOver, Problem } from '../../model/index.ts';
import type { Question } from '../check/examine/examine.ts';
import type { FileTask } from '../check/gather.ts';
import type { CheckOptions } from '../check/question.ts';
import { examineRendering, renderOptions } from '../check/rendered/index.ts';
import { planOf } from '../check/rendered/plan.ts';
import type { Project, Rendering } from '../check/rendered/project.ts';

/** Charts and overlays among the files of a run, as far as they matter for what may be changed. */
export interface Projects {
  /** Files that are not changed, and why. */
  readonly passedOver: readonly PassedOver[];
  /** A look at a resource without what the patches of its overlays have mended, and what they bring about. */
  asRendered(file: string, look: Look): Look;
  /** Renders the overlays of written files again: what they put back, and those that are no longer rendered. */
  after(written: ReadonlySet<string>, mended: readonly Mended[]): Promise<Confirmed>;
}

export interface Confirmed {
  /** What was mended in a file, and is not in what is rendered. */
  readonly undone: ReadonlySet<Mended>;
  readonly left: readonly Left[];
  readonly problems: readonly Problem[];
}

/** What a rendered overlay says. */
interface Judged {
  readonly project: Project;
  readonly files: ReadonlySet<string>;
  /** Broken: the finding by its control and container. */
  readonly broken: ReadonlyMap<string, Finding>;
}

/**
 * Nothing of a chart is changed. Of an overlay the resources are, which are objects by themselves; it is rendered and judged where kubectl
 * or kustomize is there, and otherwise its resources are taken as they stand.
 */
export async function projectsOf(
  tasks: readonly FileTask[],
  folders: readonly string[],
  options: CheckOptions,
  ask: (file: string) => Question,
): Promise<Projects> {
  const plan = planOf(tasks, folders);
  const passedOver = plan.flatMap(({ unwritten }) => unwritten);
  const render = (project: Project): Promise<Rendering> => project.render(renderOptions(options));
  const overlays = plan.filter(({ files, unwritten }) => unwritten.length < files.length);
  const found = await inParallel(overlays, async (project) => judged(project, await render(project), ask));
  const known = found.flatMap((one) => one ?? []);
  return {
    passedOver,
    asRendered(file, look) {
      const own = known.filter(({ files }) => files.has(file));
      return own.length === 0 ? look : seenThrough(own, look);
    },
    async after(written, mended) {
      const undone = new Map<Mended, Left>();
      const problems: Problem[] = [];
      for (const { project, files } of known) {
        if (![...files].some((file) => written.has(file))) continue;
        const rendering = await render(project);
        for (const problem of rendering.problems)
          problems.push({ ...problem, message: `after the files were changed: ${problem.message}` });
        const broken = (await judged(project, rendering, ask))?.broken ?? new Map<string, Finding>();
        for (const one of mended) {
          const finding = files.has(one.file) ? broken.get(keyOf(one.want.finding)) : undefined;
          if (finding !== undefined) undone.set(one, { finding, file: one.file, why: 'refused', because: putBack(project) });
        }
      }
      return { undone: new Set(undone.keys()), left: [...undone.values()], problems };
    },
  };
}

function seenThrough(overlays: readonly Judged[], look: Look): Look {
  const wants: Want[] = [];
  const others = look.others.filter((finding) => finding.outcome !== 'broken' || overlays.some(({ broken }) => broken.has(keyOf(finding))));
  for (const want of look.wants) {
    const found = overlays.flatMap(({ broken }) => broken.get(keyOf(want.finding)) ?? []);
    const cause = found.find(({ impliedBy }) => impliedBy !== undefined);
    // Beside the patch's own line it may not even be allowed (allowPrivilegeEscalation: false beside privileged: true).
    if (cause?.impliedBy !== undefined)
      others.push({ ...want.finding, impliedBy: `${cause.impliedBy} (${cause.origin.file}:${cause.origin.line})` });
    else if (found.length > 0) wants.push(want);
  }
  return { ...look, wants, others };
}

const putBack = ({ file }: Project): string => `${file} puts it back into what is rendered: mend its patch by hand`;

/** Undefined: it was not rendered, as check will say. */
async function judged(project: Project, rendering: Rendering, ask: (file: string) => Question): Promise<Judged | undefined> {
  if (rendering.source === undefined) return undefined;
  // Policies are judged with the files that hold them.
  const { findings } = await examineRendering(rendering, { ...ask(rendering.file), all: false, views: false });
  const broken = findings.filter(({ outcome }) => outcome === 'broken');
  return {
    project,
    files: new Set(project.files.map(({ file }) => file)),
    broken: new Map(broken.map((finding) => [keyOf(finding), finding])),
  };
}

/** An overlay may rename objects, not containers: "FILE#Deployment/web/server" is known by its kind and its container. */
function keyOf({ control, container }: Finding): string {
  const words = container.slice(container.lastIndexOf('#') + 1).split('/');
  return `${control}\n${words[0]}\n${words.at(-1)}`;
}
