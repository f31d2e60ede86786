import { type Judgement, judge } from '../../../judge.ts';
import type { ImagesDoor } from '../../../link/index.ts';
import type {
  Container,
  Control,
  Engine,
  EngineKind,
  Finding,
  JudgedContainer,
  NetworkPolicy,
  PassedOver,
  Phrases,
  Problem,
  ReadContext,
  Source,
  Surface,
  WayPart,
} from '../../../model/index.ts';
import { toFinding } from '../../../reports/finding.ts';
import { viewOf } from '../../../reports/views.ts';
import type { Note } from '../../../risks/note.ts';
import { placeOf } from '../../../text/lines.ts';
import { oneLine } from '../../../text/printable.ts';
import { type Declared, declare, readerOf, surfaceOf } from '../../declare.ts';
import { settle } from '../../settle.ts';
import { type Looked, partsAmong, type Surroundings, type Thoroughness } from '../../ways/among.ts';
import { notesOf } from '../notes.ts';
import { isHeld, isHidden, isTold, type Told, weighed } from './told.ts';

/** What is asked of every text; the same for a whole run. */
export interface Question extends Told {
  readonly controls: readonly Control[];
  /** The engine that stands for each kind; a container of another kind is judged as the forced engine if there is one. */
  readonly engineFor: (kind: EngineKind) => Engine;
  /** Why the profile has nothing to say of a container, as the end of "declares …"; absent: it judges all. */
  readonly passesOver?: (container: Container) => string | undefined;
  /** Keep the declared and effective views. */
  readonly views: boolean;
  /** The network policies of all files of the run. */
  readonly policies: readonly NetworkPolicy[];
  /** Looks at the images of containers. Absent: nobody asked for that. */
  readonly images?: ImagesDoor;
  /** What the engine that runs the container decides over it, before its defaults are applied. */
  readonly under?: (container: Container) => Container;
  /** Controls whose findings an acceptance outside the files may answer for. */
  readonly accepting: readonly string[];
  /** Look for ways out. Absent: they are not asked for. */
  readonly ways?: Thoroughness;
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
  /** The acceptances written in what was read. */
  readonly notes?: readonly Note[];
  /** Findings that are not told at this profile, for which an acceptance may stand all the same. */
  readonly untold?: readonly Finding[];
  /** What its containers bring into the graph of ways out. */
  readonly parts?: readonly WayPart[];
}

/** Of a text with more findings than that nobody reads every line; to cut them out and to hide secrets in them takes time. */
const mostExcerpts = 1000;

/** text → declared → effective → findings. `surface`: whose text it is, where that is known already. */
export async function examine(
  source: Source,
  context: ReadContext,
  question: Question,
  surface: Surface | undefined = surfaceOf(source),
): Promise<Examined> {
  if (surface === undefined) return passedOver(source.path, 'declares no container');
  const declared = await declare(surface, source, context, question.policies, question.images);
  const { phrases } = await readerOf(surface);

  const containers: JudgedContainer[] = [];
  const findings: Finding[] = [];
  const held: Record<string, number> = {};
  const hidden: Judgement[] = [];
  const looked: Looked[] = [];
  const linkProblems: Problem[] = [];
  let strange: string | undefined;
  for (const read of [...declared.containers, ...declared.objects]) {
    const container = question.under?.(read) ?? read;
    const reason = question.passesOver?.(container);
    strange ??= reason;
    if (reason !== undefined) continue;
    const settled = settle(container, question.engineFor(container.engine), context);
    const { container: effective, problems } = settled instanceof Promise ? await settled : settled;
    linkProblems.push(...problems);
    let holding = 0;
    const judgements = judge(effective, question.controls);
    for (const judgement of judgements) {
      if (isHidden(judgement, question)) hidden.push(judgement);
      else {
        if (isHeld(judgement)) holding++;
        if (isTold(judgement, question)) findings.push(weighed(toFinding(judgement, phrases, findings.length < mostExcerpts), question));
      }
    }
    if (question.ways !== undefined && effective.kind === 'container') looked.push({ declared: container, effective, judgements });
    held[container.id] = holding;
    containers.push(judged(effective, question.views ? { declared: viewOf(container), effective: viewOf(effective) } : {}));
  }
  if (containers.length === 0 && declared.problems.length === 0 && strange !== undefined)
    return passedOver(source.path, `declares ${strange}`);
  const parts =
    question.ways === undefined
      ? []
      : await partsAmong(
          looked,
          {
            words: phrases,
            settle: (one) => settle(one, question.engineFor(one.engine), context),
            ...(question.ways === 'all' && source.writtenAt === undefined ? await writableBy(surface, context) : {}),
          },
          question.ways,
        );
  const notes = notesOf(surface.id, source, declared, findings, context);
  const silent =
    declared.containers.length + declared.objects.length === 0 && declared.problems.length === 0 && declared.alsoRead.length === 0;
  return {
    file: source.path,
    containers,
    findings,
    problems: [...declared.problems, ...linkProblems].map((problem) => ({ ...problem, message: oneLine(problem.message) })),
    passedOver: silent ? passedOver(source.path, withoutContainer(declared)).passedOver : [],
    held,
    alsoRead: declared.alsoRead,
    ...(notes.length === 0 ? {} : { notes }),
    ...(parts.length === 0 ? {} : { parts }),
    ...untoldOf(hidden, notes, question, phrases),
  };
}

/** What cannot be written is no way to close anything. A check is not made to wait for the writers, and what was rendered is mended where it was made. */
async function writableBy(surface: Surface, context: ReadContext): Promise<Pick<Surroundings, 'writable'>> {
  const writer = await surface.loadWriter?.();
  if (writer === undefined) return {};
  return {
    writable: (declared, patch) => {
      const { edits, refused } = writer.write(declared, patch, context);
      return refused.length === 0 && edits.length > 0;
    },
  };
}

const withoutContainer = ({ policies }: Declared): string =>
  policies.length === 0 ? 'declares no container' : 'holds network policies, which count for the pods of the other files';

/** Only where somebody may answer for them. */
function untoldOf(
  hidden: readonly Judgement[],
  notes: readonly Note[],
  { accepting }: Question,
  phrases: Phrases,
): Pick<Examined, 'untold'> {
  if (hidden.length === 0) return {};
  const named = new Set([...accepting, ...notes.flatMap(({ controls }) => controls)]);
  const untold = hidden.filter(({ control }) => named.has(control.id)).map((judgement) => toFinding(judgement, phrases, false));
  return untold.length === 0 ? {} : { untold };
}

function judged(container: Container, views: Pick<JudgedContainer, 'declared' | 'effective'>): JudgedContainer {
  const { id, name, kind, surface, engine, origin } = container;
  const { file, line } = placeOf(origin);
  return { id, name, kind, surface, engine, file, line, ...views };
}

export const nothing: Examined = { containers: [], findings: [], problems: [], passedOver: [], held: {}, alsoRead: [] };

export const passedOver = (file: string, reason: string): Examined => ({ ...nothing, passedOver: [{ file, reason }] });

export const problem = (problem: Problem): Examined => ({ ...nothing, problems: [problem] });
