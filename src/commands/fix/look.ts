import { covers, matcherOf } from '../../config/choose.ts';
import type { Look, Want } from '../../fix/want.ts';
import { judge, patchOf } from '../../judge.ts';
import { type Container, type Finding, type ReadContext, riskOf, type Source, type Writer } from '../../model/index.ts';
import { toFinding } from '../../reports/finding.ts';
import { accept } from '../../risks/accept.ts';
import type { Note } from '../../risks/note.ts';
import { placeOf } from '../../text/lines.ts';
import { oneLine } from '../../text/printable.ts';
import type { Living } from '../check/answer.ts';
import type { Question } from '../check/examine/examine.ts';
import { isHidden } from '../check/examine/told.ts';
import { notesOf } from '../check/notes.ts';
import { pathFrom } from '../configuration.ts';
import { declare, readerOf, surfaceOf } from '../declare.ts';
import { settle } from '../settle.ts';
import { type DigestOf, pinned } from './digests.ts';

const nothing = { wants: [], others: [], problems: [], writer: undefined, unwritten: '' };

/** What one text says now, and what would mend it, with the digests of images that `digestOf` knows. Findings that somebody accepted are left out. */
export async function lookAt(
  source: Source,
  base: ReadContext,
  texts: ReadonlyMap<string, string>,
  question: Question,
  living: Living,
  digestOf: DigestOf = async () => undefined,
): Promise<Look> {
  const parts = new Set([source.path]);
  const context = overlaid(base, texts, parts);
  const surface = surfaceOf(source);
  if (surface === undefined) return { ...nothing, context, parts };
  const declared = await declare(surface, source, context, question.policies);
  const { phrases } = await readerOf(surface);
  const writer: Writer | undefined = await surface.loadWriter?.();
  const wants: Want[] = [];
  const others: Finding[] = [];
  const all = [...declared.containers, ...declared.objects];
  for (const container of all) {
    if (question.passesOver?.(container) !== undefined) continue;
    const { container: effective } = await settle(container, question.engineFor(container.engine), context);
    for (const judgement of judge(effective, question.controls)) {
      const { verdict, control } = judgement;
      if (verdict.outcome !== 'broken' && verdict.outcome !== 'unknown') continue;
      if (isHidden(judgement, question)) continue;
      const finding = toFinding(judgement, phrases, false);
      const isToMend = verdict.outcome === 'broken' && judgement.impliedBy === undefined;
      const { patch, because } = await pinned(isToMend ? patchOf(judgement) : [], digestOf);
      const risk = riskOf(control, effective, patch);
      if (patch.length === 0) others.push(finding);
      else wants.push({ finding, container, patch, risk, ...(because === undefined ? {} : { refused: because }) });
    }
  }
  const findings = [...wants.map(({ finding }) => finding), ...others];
  const notes = [...notesOf(surface.id, source, declared, findings, context), ...living.configured];
  const marked = notes.length === 0 ? findings : acceptedIn(all, findings, notes, living);
  const isOpen = (_: unknown, index: number): boolean => marked[index]?.accepted === undefined;
  return {
    wants: wants.filter(isOpen),
    others: others.filter((_, index) => isOpen(_, index + wants.length)),
    problems: declared.problems.map((problem) => ({ ...problem, message: oneLine(problem.message) })),
    writer,
    unwritten: `files of this kind (${surface.title}) are not written yet: mend it by hand`,
    context,
    parts: new Set([...parts, ...declared.alsoRead]),
  };
}

function acceptedIn(
  containers: readonly Container[],
  findings: readonly Finding[],
  notes: readonly Note[],
  { folder, today }: Living,
): readonly Finding[] {
  const listed = containers.map(({ id, name, kind, surface, engine, origin }) => ({
    id,
    name,
    kind,
    surface,
    engine,
    ...fileAndLine(placeOf(origin)),
  }));
  const covered = (files: readonly string[], file: string): boolean => covers(matcherOf(files), pathFrom(folder, file));
  return accept({ containers: listed, findings, problems: [] }, [], notes, today, covered).findings;
}

const fileAndLine = ({ file, line }: { file: string; line: number }) => ({ file, line });

/** The texts as they are now, where they are being changed; each keeps its identity in one look. */
function overlaid(base: ReadContext, texts: ReadonlyMap<string, string>, parts: Set<string>): ReadContext {
  const known = new Map<string, Source>();
  return {
    ...base,
    load(path, from) {
      const found = base.load(path, from);
      if (found === undefined) return undefined;
      parts.add(found.path);
      const text = texts.get(found.path);
      if (text === undefined || text === found.text) return found;
      const source = known.get(found.path) ?? { path: found.path, text };
      known.set(found.path, source);
      return source;
    },
  };
}
