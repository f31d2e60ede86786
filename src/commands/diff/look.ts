import type { Keyed } from '../../compare/index.ts';
import { NotText, TooLarge } from '../../host/read.ts';
import { judge } from '../../judge.ts';
import {
  type Container,
  type NetworkPolicy,
  nothingAsked,
  type PassedOver,
  type Problem,
  type ReadContext,
  type Source,
  Unreadable,
} from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import { partsOf } from '../check/collect.ts';
import type { Question } from '../check/examine.ts';
import type { CheckOptions } from '../check/question.ts';
import { placed } from '../check/rendered/placed.ts';
import type { Rendering } from '../check/rendered/project.ts';
import { declare, readerOf, surfaceById, surfaceOf } from '../declare.ts';
import { settle } from '../settle.ts';
import { declaresNothing } from '../sources.ts';
import type { Ground, GroundFile } from './ground.ts';
import { policiesAbout, renderedOn } from './rendered.ts';

/** A container of one side, settled, with what its engine makes of one that asks for nothing. */
export interface Seen extends Keyed {
  /** Ids of the controls that find fault with it. */
  readonly broken: ReadonlySet<string>;
  readonly bare: () => Promise<Container>;
}

/** What one side declares. */
export interface Look {
  readonly containers: readonly Seen[];
  /** `key`: of the file, within the side. */
  readonly problems: readonly (Problem & { readonly key: string })[];
  readonly passedOver: readonly PassedOver[];
  /** The text of every file that was read, by its key. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Text {
  readonly source: Source;
  readonly key: string;
  readonly named: boolean;
  /** It was rendered, and knows where each line of it was written. */
  readonly rendering?: Rendering;
}

/** Every text of a side → its effective containers. What cannot be read is a problem, what declares nothing is passed over. */
export async function lookOver(ground: Ground, ask: (file: string) => Question, options: CheckOptions): Promise<Look> {
  const rendered = await renderedOn(ground, options);
  const problems: (Problem & { key: string })[] = [
    ...ground.problems.map((problem) => ({ ...problem, key: problem.file })),
    ...rendered.problems,
  ];
  const passedOver = [...ground.passedOver, ...rendered.passedOver];
  const texts: Text[] = ground.given.map(({ source, key }) => ({ source, key, named: true }));
  for (const file of rendered.rest) {
    const read = readOne(file);
    if ('source' in read) texts.push(read);
    else if ('reason' in read) passedOver.push({ file: file.path, reason: read.reason });
    else problems.push({ ...read.problem, key: file.key });
  }
  const context = ground.context();
  const ofFiles = await policiesIn(texts, context);
  texts.push(...rendered.texts.map((text) => ({ ...text, named: false })));
  const looks: { file: string; alsoRead: readonly string[]; containers: Seen[]; problems: (Problem & { key: string })[] }[] = [];
  for (const text of texts) {
    const file = text.rendering?.file ?? text.source.path;
    const policies = await policiesAbout(text.rendering, ofFiles, rendered.policies);
    looks.push({ file, ...(await lookAtText(text, context, policies, ask(file))) });
  }
  const parts = partsOf(looks);
  const standing = looks.filter(({ file }) => !parts.has(file));
  return {
    containers: unique(standing.flatMap(({ containers }) => containers)),
    problems: [...problems, ...standing.flatMap((look) => look.problems)],
    passedOver,
    texts: new Map([...texts.map(({ key, source }) => [key, source.text] as const), ...rendered.failed]),
  };
}

/** Two overlays may read one file as their part: it is compared once. */
const unique = (all: readonly Seen[]): Seen[] => [...new Map([...all].reverse().map((one) => [one.key, one])).values()].reverse();

function readOne({ path, key, named, text }: GroundFile): Text | { readonly reason: string } | { readonly problem: Problem } {
  try {
    return { source: { path, text: text() }, key, named };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (!named && (error instanceof NotText || error instanceof TooLarge)) return { reason: error.message };
    return { problem: { file: path, message: `not read: ${error.message}` } };
  }
}

/** The network policies of the whole side have to be known before its first pod is settled. */
async function policiesIn(texts: readonly Text[], context: ReadContext): Promise<readonly NetworkPolicy[]> {
  const found: NetworkPolicy[] = [];
  for (const { source } of texts) {
    if (!source.text.includes('NetworkPolicy')) continue;
    const surface = surfaceOf(source);
    if (surface?.id === 'kubernetes') found.push(...((await readerOf(surface)).read(source, context).policies ?? []));
  }
  return found;
}

interface LookAtText {
  readonly alsoRead: readonly string[];
  readonly containers: Seen[];
  readonly problems: (Problem & { key: string })[];
}

async function lookAtText(
  { source, key, named, rendering }: Text,
  context: ReadContext,
  policies: readonly NetworkPolicy[],
  question: Question,
): Promise<LookAtText> {
  if (isPointer(source)) return { alsoRead: [], containers: [], problems: [{ file: source.path, key, message: pointed }] };
  const surface = rendering === undefined ? surfaceOf(source) : surfaceById('kubernetes');
  if (surface === undefined) {
    return { alsoRead: [], containers: [], problems: named ? [{ file: source.path, key, message: declaresNothing }] : [] };
  }
  try {
    const declared = await declare(surface, source, context, policies);
    const problems = declared.problems
      .map((problem) => (rendering === undefined ? problem : placed(problem, source)))
      .map((problem) => ({ ...problem, key, message: oneLine(problem.message) }));
    const containers: Seen[] = [];
    for (const container of [...declared.containers, ...declared.objects]) {
      const engine = question.engineFor(container.engine);
      const settled = await settle(container, engine, context);
      problems.push(...settled.problems.map((problem) => ({ ...problem, key, message: oneLine(problem.message) })));
      containers.push({
        key: `${key}#${withoutFile(container)}`,
        path: key,
        container: settled.container,
        broken: brokenIn(settled.container, question),
        bare: async () => (await settle(bare(container), engine, context)).container,
      });
    }
    return { alsoRead: declared.alsoRead, containers, problems };
  } catch (error) {
    const because =
      error instanceof Unreadable
        ? `not read: ${error.message}`
        : `not compared, by a defect of bulkhead itself (please report it): ${String(error).split('\n', 1)[0]}`;
    return { alsoRead: [], containers: [], problems: [{ file: source.path, key, message: because }] };
  }
}

/** Git LFS keeps the content elsewhere (git-lfs docs/spec.md). JSON there is data in most repositories. */
const isPointer = ({ path, text }: Source): boolean =>
  text.startsWith('version https://git-lfs.github.com/spec/') && !path.endsWith('.json');
const pointed = 'not read: a pointer of Git LFS, and what it points to is not fetched; git lfs pull gets it for the working tree';

/** Its path inside the file. */
function withoutFile({ id, origin }: Container): string {
  const { path } = origin.source;
  return id.startsWith(`${path}#`) ? id.slice(path.length + 1) : id;
}

function brokenIn(container: Container, { controls }: Question): ReadonlySet<string> {
  const found = judge(container, controls).filter(
    ({ verdict, impliedBy }) => verdict.outcome === 'broken' && verdict.level !== 'strict' && impliedBy === undefined,
  );
  return new Set(found.map(({ control }) => control.id));
}

/** The same container as if its author had asked for nothing: what the engine gives to everybody. */
function bare({ id, name, kind, surface, engine, origin, group, role, os, image, pod }: Container): Container {
  return {
    ...{ id, name, kind, surface, engine, origin, image },
    ...(group === undefined ? {} : { group }),
    ...(role === undefined ? {} : { role }),
    ...(os === undefined ? {} : { os }),
    ...(pod === undefined ? {} : { pod }),
    ...nothingAsked,
  };
}
