import { dirname, resolve } from 'node:path';
import { asStarted, type Keyed } from '../../compare/index.ts';
import { type RunningEngine, underEngine } from '../../engines/running/index.ts';
import { judge } from '../../judge.ts';
import {
  type Container,
  type NetworkPolicy,
  nothingAsked,
  type Problem,
  type ReadContext,
  type Source,
  Unreadable,
} from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { Question } from '../check/examine/examine.ts';
import { placed } from '../check/rendered/placed.ts';
import type { Rendering } from '../check/rendered/project.ts';
import { declare, surfaceById, surfaceOf } from '../declare.ts';
import { settle } from '../settle.ts';
import { declaresNothing } from '../sources.ts';

/** A container of one side, settled, with what its engine makes of one that asks for nothing. */
export interface Seen extends Keyed {
  /** Ids of the controls that find fault with it. What is the same on both sides is never asked. */
  readonly broken: () => ReadonlySet<string>;
  readonly bare: () => Promise<Container>;
}

/** A text of a side. */
export interface Text {
  readonly source: Source;
  readonly key: string;
  readonly named: boolean;
  /** It was rendered, and knows where each line of it was written. */
  readonly rendering?: Rendering;
}

/** What holds for every text of a side. */
export interface Setting {
  readonly context: ReadContext;
  /** The engine that runs a container of either side: what is declared is held against it as if it ran there. */
  readonly engine?: RunningEngine;
  /** The running container of the other side. */
  readonly running?: Container;
  /** The user asked for an engine: its version counts. */
  readonly asked: boolean;
}

/** What one text declares. */
export interface TextLook {
  readonly alsoRead: readonly string[];
  readonly containers: readonly Seen[];
  readonly problems: readonly (Problem & { readonly key: string })[];
}

/** A text → its effective containers, not judged yet. What cannot be read is a problem. */
export async function lookAtText(
  { source, key, named, rendering }: Text,
  { context, engine: runs, asked, running }: Setting,
  policies: readonly NetworkPolicy[],
  question: Question,
): Promise<TextLook> {
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
    for (const found of [...declared.containers, ...declared.objects]) {
      const runner = runsOn(found) ? runs : undefined;
      const container =
        runner === undefined ? found : underEngine(running === undefined ? found : asStarted(found, running, folderOf(source)), runner);
      const engine = runner === undefined || asked ? question.engineFor(container.engine) : runner;
      const settled = await settle(container, engine, context);
      problems.push(...settled.problems.map((problem) => ({ ...problem, key, message: oneLine(problem.message) })));
      containers.push({
        key: `${key}#${withoutFile(container)}`,
        path: key,
        container: settled.container,
        broken: once(() => brokenIn(settled.container, question)),
        bare: async () => (await settle(bare(container), engine, context)).container,
      });
    }
    return { alsoRead: declared.alsoRead, containers, problems };
  } catch (error) {
    return failed({ source, key }, error);
  }
}

/** The same, all of it judged. */
export function judged(look: TextLook, text: Text): TextLook {
  try {
    for (const { broken } of look.containers) broken();
    return look;
  } catch (error) {
    return failed(text, error);
  }
}

/** No text, and no defect of ours, ends the run. */
function failed({ source, key }: Pick<Text, 'source' | 'key'>, error: unknown): TextLook {
  const because =
    error instanceof Unreadable
      ? `not read: ${error.message}`
      : `not compared, by a defect of bulkhead itself (please report it): ${String(error).split('\n', 1)[0]}`;
  return { alsoRead: [], containers: [], problems: [{ file: source.path, key, message: because }] };
}

const folderOf = ({ path }: Source): string => resolve(dirname(path));

/** A pod and a bundle are nothing for it. */
const runsOn = ({ kind, engine }: Container): boolean => kind === 'container' && (engine === 'docker' || engine === 'podman');

/** Git LFS keeps the content elsewhere (git-lfs docs/spec.md). JSON there is data in most repositories. */
const isPointer = ({ path, text }: Source): boolean =>
  text.startsWith('version https://git-lfs.github.com/spec/') && !path.endsWith('.json');
const pointed = 'not read: a pointer of Git LFS, and what it points to is not fetched; git lfs pull gets it for the working tree';

/** Its path inside the file. */
function withoutFile({ id, origin }: Container): string {
  const { path } = origin.source;
  return id.startsWith(`${path}#`) ? id.slice(path.length + 1) : id;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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
