import type { Accepted, Finding, JudgedContainer, Problem } from '../model/index.ts';
import { faultOf } from './faults.ts';
import { type Covers, reaches, reachesProblem } from './match.ts';
import type { Note } from './note.ts';

export interface Judged {
  readonly containers: readonly JudgedContainer[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

export interface Answered {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Which notes answer for something, by control; a note of a problem under "". An ended one answers too: it only does not count. */
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Two notes of one place are one: an annotation is read once for each container of its pod. */
export const keyOf = ({ place: { file, line, column } }: Note): string => `${file}:${line}:${column}`;

/**
 * Marks what the notes accept. `untold`: findings that this run does not tell (of a stricter profile), for which a note may have been
 * written all the same. What follows from an accepted finding is accepted with it.
 */
export function accept(
  { containers, findings, problems }: Judged,
  untold: readonly Finding[],
  notes: readonly Note[],
  today: string,
  covers: Covers,
): Answered {
  const used = new Map<string, Set<string>>();
  const byId = new Map(containers.map((container) => [container.id, container]));
  const byControl = new Map<string, Note[]>();
  for (const note of notes) for (const control of note.controls) byControl.set(control, [...(byControl.get(control) ?? []), note]);
  const use = (note: Note, control: string): void => void used.set(keyOf(note), (used.get(keyOf(note)) ?? new Set()).add(control));

  const noteFor = (finding: Finding): Note | undefined => {
    let counting: Note | undefined;
    for (const note of byControl.get(finding.control) ?? []) {
      if (!isOpen(finding) || !reaches(note, finding, byId.get(finding.container), covers)) continue;
      use(note, finding.control);
      if (counting === undefined && faultOf(note, today) === undefined) counting = note;
    }
    return counting;
  };
  for (const finding of untold) noteFor(finding);
  const answered = findings.map((finding) => marked(finding, noteFor(finding)));
  return {
    used,
    findings: withConsequences(answered),
    problems: problems.map((problem) => {
      const note = notes.find((candidate) => reachesProblem(candidate, problem, covers));
      if (note !== undefined) use(note, '');
      return note === undefined || faultOf(note, today) !== undefined ? problem : marked(problem, note);
    }),
  };
}

const isOpen = ({ outcome }: Finding): boolean => outcome === 'broken' || outcome === 'unknown';

const marked = <T>(what: T, note: Note | undefined): T => (note === undefined ? what : { ...what, accepted: acceptedOf(note) });

const acceptedOf = ({ by, place, reason = '', until = '' }: Note): Accepted => ({ reason, until, by, place });

function withConsequences(findings: readonly Finding[]): readonly Finding[] {
  const keyOfCause = (control: string, { container, origin }: Finding): string =>
    [control, container, origin.file, origin.line].join('\u0000');
  const causes = new Map<string, Accepted>();
  for (const finding of findings) if (finding.accepted !== undefined) causes.set(keyOfCause(finding.control, finding), finding.accepted);
  if (causes.size === 0) return findings;
  return findings.map((finding) => {
    const cause =
      finding.accepted !== undefined || finding.impliedBy === undefined ? undefined : causes.get(keyOfCause(finding.impliedBy, finding));
    return cause === undefined ? finding : { ...finding, accepted: { ...cause, follows: true } };
  });
}
