import { resolve } from '../../engines/index.ts';
import { type Judgement, judge } from '../../judge.ts';
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
  Source,
  Verdict,
} from '../../model/index.ts';
import { toFinding } from '../../reports/finding.ts';
import { viewOf } from '../../reports/views.ts';
import { placeOf } from '../../text/lines.ts';
import { oneLine } from '../../text/printable.ts';
import { declare, readerOf, surfaceOf } from '../declare.ts';

/** What is asked of every text; the same for a whole run. */
export interface Question {
  readonly controls: readonly Control[];
  /** The engine that stands for each kind; a container of another kind is judged as the forced engine if there is one. */
  readonly engineFor: (kind: EngineKind) => Engine;
  /** Keep the findings that say "held" and "inapplicable" (otherwise only counted). */
  readonly all: boolean;
  /** Keep what only those are told who ask for every measure. */
  readonly strict: boolean;
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

/** Of a text with more findings than that nobody reads every line; to cut them out and to hide secrets in them takes time. */
const mostExcerpts = 1000;

/** text → declared → effective → findings. */
export async function examine(source: Source, context: ReadContext, question: Question): Promise<Examined> {
  const surface = surfaceOf(source);
  if (surface === undefined) return passedOver(source.path, 'declares no container');
  const declared = await declare(surface, source, context);
  const { phrases } = await readerOf(surface);

  const containers: JudgedContainer[] = [];
  const findings: Finding[] = [];
  const held: Record<string, number> = {};
  for (const container of declared.containers) {
    const engine = question.engineFor(container.engine);
    const effective = resolve(container.engine === engine.kind ? container : { ...container, engine: engine.kind }, engine);
    const judgements = judge(effective, question.controls).filter(({ verdict }) => question.strict || !isStrict(verdict));
    const told = judgements.filter(({ verdict }) => question.all || verdict.outcome === 'broken' || verdict.outcome === 'unknown');
    for (const judgement of told) findings.push(toFinding(judgement, phrases, findings.length < mostExcerpts));
    held[container.id] = judgements.filter(isHeld).length;
    containers.push(judged(effective, question.views ? { declared: viewOf(container), effective: viewOf(effective) } : {}));
  }
  const silent = declared.containers.length === 0 && declared.problems.length === 0 && declared.alsoRead.length === 0;
  return {
    file: source.path,
    containers,
    findings,
    problems: declared.problems.map((problem) => ({ ...problem, message: oneLine(problem.message) })),
    passedOver: silent ? passedOver(source.path, 'declares no container').passedOver : [],
    held,
    alsoRead: declared.alsoRead,
  };
}

const isStrict = (verdict: Verdict): boolean => verdict.outcome === 'broken' && verdict.level === 'strict';

const isHeld = ({ verdict }: Judgement): boolean => verdict.outcome === 'held';

function judged(container: Container, views: Pick<JudgedContainer, 'declared' | 'effective'>): JudgedContainer {
  const { id, name, kind, surface, engine, origin } = container;
  const { file, line } = placeOf(origin);
  return { id, name, kind, surface, engine, file, line, ...views };
}

export const nothing: Examined = { containers: [], findings: [], problems: [], passedOver: [], held: {}, alsoRead: [] };

export const passedOver = (file: string, reason: string): Examined => ({ ...nothing, passedOver: [{ file, reason }] });

export const problem = (problem: Problem): Examined => ({ ...nothing, problems: [problem] });
