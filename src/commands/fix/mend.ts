import { type Desk, settle } from '../../fix/settle.ts';
import type { Left, Look, Want } from '../../fix/want.ts';
import { fileContext } from '../../host/context.ts';
import type { Edit, Finding } from '../../model/index.ts';
import type { Living } from '../check/answer.ts';
import { asker } from '../check/ask.ts';
import type { Question } from '../check/examine/examine.ts';
import { type FileTask, gather, isProjectFile } from '../check/gather.ts';
import type { CheckOptions } from '../check/question.ts';
import { type DigestOf, localDigests } from './digests.ts';
import { type ChangedFile, type Fixed, findingKey } from './fixed.ts';
import { lookAt } from './look.ts';
import { policiesOfTexts } from './policies.ts';
import type { Projects } from './projects.ts';
import { readTexts, writeTexts } from './texts.ts';

export interface Wishes {
  readonly options: CheckOptions;
  readonly write: boolean;
  /** May the images' registries be asked for their digests? */
  readonly registry?: boolean;
  /** Which findings are accepted, and so left alone. */
  readonly living: Living;
  /** May this remedy be written? */
  readonly allows: (want: Want, edits: readonly Edit[], notes: readonly string[]) => Promise<Pick<Left, 'why' | 'because'> | undefined>;
}

/** What `bulkhead fix` does, short of asking and printing: paths → texts as they would be, and written if that is wished. */
export async function mend(paths: readonly string[], wishes: Wishes): Promise<Fixed> {
  const { tasks, problems: notFound } = gather(paths, wishes.options.rules);
  const ask = asker(wishes.options);
  const projects = await projectsAmong(tasks, paths, wishes.options, ask);
  const passedOver = projects?.passedOver ?? [];
  const { texts, marks, problems } = readTexts(tasks, new Set(passedOver.map(({ file }) => file)), notFound);
  const before = new Map(texts);
  const digestOf = wishes.registry === true ? (await import('./registry-digests.ts')).registryDigests(localDigests()) : localDigests();
  const policies = policiesOfTexts(texts);
  const seen = new Map<string, Finding>();
  const desk: Desk = {
    texts,
    allows: wishes.allows,
    concerns: async (changed) => ((await policies.renew(changed)) ? new Set([...texts.keys()].filter(mayHoldPods)) : new Set()),
    async look(path) {
      const question = { ...ask(path), policies: policies.all() };
      const own = await looked(path, texts, question, wishes.living, digestOf);
      const look = projects?.asRendered(path, own) ?? own;
      for (const finding of [...look.wants.map((want) => want.finding), ...look.others])
        if (texts.get(path) === before.get(path) && !seen.has(findingKey(finding))) seen.set(findingKey(finding), finding);
      return look;
    },
  };
  const settled = await settle(desk);
  const changed = [...texts].flatMap(([file, after]): ChangedFile[] => {
    const was = before.get(file) ?? '';
    return was === after ? [] : [{ file, before: was, after }];
  });
  const found = [...problems, ...settled.problems];
  const common = { passedOver, seen, looked: texts.size };
  if (!wishes.write) return { files: changed, ...settled, problems: found, ...common, write: false };
  const named = new Set(tasks.flatMap((task) => (task.named ? [task.file] : [])));
  const { files, problems: refused } = await writeTexts(changed, marks, named);
  const again = await projects?.after(new Set(files.filter((file) => file.written).map(({ file }) => file)), settled.mended);
  const left = [...settled.left, ...(again?.left ?? [])];
  const mended = settled.mended.filter((one) => again?.undone.has(one) !== true);
  return { files, mended, left, problems: [...found, ...refused, ...(again?.problems ?? [])], ...common, write: true };
}

const mayHoldPods = (path: string): boolean => /\.(?:ya?ml|json)$/i.test(path);

/** Undefined: there is neither a chart nor a kustomization, as in most runs. */
async function projectsAmong(
  tasks: readonly FileTask[],
  paths: readonly string[],
  options: CheckOptions,
  ask: (file: string) => Question,
): Promise<Projects | undefined> {
  if (!tasks.some(isProjectFile)) return undefined;
  return (await import('./projects.ts')).projectsOf(tasks, paths, options, ask);
}

const looked = (path: string, texts: ReadonlyMap<string, string>, question: Question, living: Living, digestOf: DigestOf): Promise<Look> =>
  lookAt({ path, text: texts.get(path) ?? '' }, fileContext(), texts, question, living, digestOf);
