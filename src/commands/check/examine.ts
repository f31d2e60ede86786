import { basename } from 'node:path';
import { resolve } from '../../engines/index.ts';
import { type Judgement, judge } from '../../judge.ts';
import { link } from '../../link.ts';
import type {
  Container,
  Control,
  Engine,
  EngineKind,
  Finding,
  JudgedContainer,
  PassedOver,
  Problem,
  ReadContext,
  Reader,
  Source,
  Surface,
  SurfaceId,
} from '../../model/index.ts';
import { toFinding } from '../../reports/finding.ts';
import { viewOf } from '../../reports/views.ts';
import { surfaces } from '../../surfaces/index.ts';
import { placeOf } from '../../text/lines.ts';

/** What is asked of every text; the same for a whole run. */
export interface Question {
  readonly controls: readonly Control[];
  /** The engine that stands for each kind; a container of another kind is judged as the forced engine if there is one. */
  readonly engineFor: (kind: EngineKind) => Engine;
  /** Keep the findings that say "held" and "inapplicable" (otherwise only counted). */
  readonly all: boolean;
  /** Keep the declared and effective views. */
  readonly views: boolean;
}

/** What one text came to: plain data, fit to be sent between threads. */
export interface Examined {
  /** The text itself; absent for what is no text (a target, a folder). */
  readonly file?: string;
  readonly containers: readonly JudgedContainer[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
  /** How many verdicts of containers that are listed said "held". */
  readonly held: Readonly<Record<string, number>>;
  readonly alsoRead: readonly string[];
}

const readers = new Map<SurfaceId, Promise<Reader>>();

/** Each surface's heavy half is loaded once, when a text first asks for it. */
export function readerOf(surface: Surface): Promise<Reader> {
  let reader = readers.get(surface.id);
  if (reader === undefined) {
    reader = surface.load();
    readers.set(surface.id, reader);
  }
  return reader;
}

export const surfaceOf = (source: Source): Surface | undefined =>
  surfaces.find((surface) => surface.claims(basename(source.path), source.text));

export interface Declared {
  readonly containers: readonly Container[];
  readonly problems: readonly Problem[];
  readonly alsoRead: readonly string[];
}

/** text → declared view, joined with the Containerfiles in reach. */
export async function declare(surface: Surface, source: Source, context: ReadContext): Promise<Declared> {
  const reader = await readerOf(surface);
  const read = reader.read(source, context);
  const problems = [...read.problems];
  const containers: Container[] = [];
  for (const container of read.containers) {
    if (container.image.build === undefined || container.kind === 'image') {
      containers.push(container);
      continue;
    }
    const linked = link(container, context, await readerOf(containerfileSurface()));
    containers.push(linked.container);
    problems.push(...linked.problems);
  }
  return { containers, problems, alsoRead: read.alsoRead ?? [] };
}

function containerfileSurface(): Surface {
  const found = surfaces.find((surface) => surface.id === 'containerfile');
  if (found === undefined) throw new Error('the Containerfile surface is missing from surfaces/index.ts');
  return found;
}

/** text → declared → effective → findings. */
export async function examine(source: Source, context: ReadContext, question: Question): Promise<Examined> {
  const surface = surfaceOf(source);
  if (surface === undefined) return passedOver(source.path, 'declares no container that a surface knows');
  const declared = await declare(surface, source, context);
  const { phrases } = await readerOf(surface);

  const containers: JudgedContainer[] = [];
  const findings: Finding[] = [];
  const held: Record<string, number> = {};
  for (const container of declared.containers) {
    const engine = question.engineFor(container.engine);
    const effective = resolve(container.engine === engine.kind ? container : { ...container, engine: engine.kind }, engine);
    const judgements = judge(effective, question.controls);
    const told = judgements.filter(({ verdict }) => question.all || verdict.outcome === 'broken' || verdict.outcome === 'unknown');
    findings.push(...told.map((judgement) => toFinding(judgement, phrases)));
    held[container.id] = judgements.filter(isHeld).length;
    containers.push(judged(effective, question.views ? { declared: viewOf(container), effective: viewOf(effective) } : {}));
  }
  const silent = declared.containers.length === 0 && declared.problems.length === 0 && declared.alsoRead.length === 0;
  return {
    file: source.path,
    containers,
    findings,
    problems: declared.problems,
    passedOver: silent ? passedOver(source.path, `${surface.title} that declares no container`).passedOver : [],
    held,
    alsoRead: declared.alsoRead,
  };
}

const isHeld = ({ verdict }: Judgement): boolean => verdict.outcome === 'held';

function judged(container: Container, views: Pick<JudgedContainer, 'declared' | 'effective'>): JudgedContainer {
  const { id, name, kind, surface, engine, origin } = container;
  const { file, line } = placeOf(origin);
  return { id, name, kind, surface, engine, file, line, ...views };
}

export const nothing: Examined = { containers: [], findings: [], problems: [], passedOver: [], held: {}, alsoRead: [] };

export const passedOver = (file: string, reason: string): Examined => ({ ...nothing, passedOver: [{ file, reason }] });

export const problem = (problem: Problem): Examined => ({ ...nothing, problems: [problem] });
