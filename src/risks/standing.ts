import type { Finding, Severity } from '../model/index.ts';
import { didYouMean } from '../text/near.ts';
import { keyOf } from './accept.ts';
import { acceptedRisk } from './control.ts';
import { faultOf, formOf } from './faults.ts';
import type { Note } from './note.ts';

export interface Standing {
  readonly today: string;
  /** Ids of all controls. */
  readonly controls: readonly string[];
  readonly severity: Severity;
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
  /** Was this control asked for where the note stands? A note of another one is left alone. */
  asked(note: Note, control: string): boolean;
  /** Was all read and judged that the note could answer for? Only then can it be called unused. */
  complete(note: Note): boolean;
}

/** What is wrong with the acceptances themselves: a finding for each note and control, in the order of the notes. */
export function standingOf(notes: readonly Note[], standing: Standing): Finding[] {
  const told = new Map<string, Finding>();
  for (const group of grouped(notes)) {
    const [note] = group as [Note];
    for (const [detail, remedy] of faultsOf(note, group, standing))
      told.set(`${keyOf(note)} ${detail}`, findingOf(note, detail, remedy, standing.severity));
  }
  return [...told.values()];
}

function grouped(notes: readonly Note[]): Note[][] {
  const groups = new Map<string, Note[]>();
  for (const note of notes) groups.set(keyOf(note), [...(groups.get(keyOf(note)) ?? []), note]);
  return [...groups.values()];
}

function faultsOf(note: Note, group: readonly Note[], { today, controls, used, asked, complete }: Standing): [string, string?][] {
  const faults: [string, string?][] = [];
  const known = note.controls.filter((control) => controls.includes(control));
  for (const control of note.controls) {
    if (known.includes(control)) continue;
    faults.push([`accepts ${control.slice(0, 60)}, which is no control${didYouMean(control, controls)}`]);
  }
  const isAsked = known.length === 0 || known.some((control) => asked(note, control));
  const fault = faultOf(note, today);
  if (fault !== undefined) {
    if (isAsked && (known.length > 0 || faults.length === 0)) faults.push([fault, formOf(note)]);
    return faults;
  }
  if (note.scope.kind !== 'problem' && group.every(({ scope }) => scope.kind === 'nothing'))
    return [
      ...faults,
      ['the acceptance reaches nothing: write it on the line, or directly above the line or the container that it is about'],
    ];
  const answers = used.get(keyOf(note)) ?? new Set();
  if (!group.every(complete)) return faults;
  if (note.scope.kind === 'problem')
    return answers.has('') ? faults : [...faults, ['accepts a problem that is not there: take the acceptance away']];
  for (const control of known) {
    if (!answers.has(control) && asked(note, control))
      faults.push([`accepts ${control}, but finds nothing of it here: take the acceptance away`]);
  }
  return faults;
}

const findingOf = ({ place, excerpt }: Note, detail: string, remedy: string | undefined, severity: Severity): Finding => ({
  control: acceptedRisk.id,
  severity,
  outcome: 'broken',
  gain: acceptedRisk.gain,
  container: `${place.file}#acceptance in line ${place.line}`,
  detail,
  origin: place,
  ...(excerpt === undefined ? {} : { excerpt }),
  ...(remedy === undefined ? {} : { remedy: [remedy] }),
  references: {},
});
