import { covers, matcherOf } from '../../config/choose.ts';
import { hostControlIds } from '../../controls/host-ids.ts';
import { imageControlIds } from '../../controls/image-control-ids.ts';
import { controls } from '../../controls/index.ts';
import { drift } from '../../drift/control.ts';
import type { Report, Severity } from '../../model/index.ts';
import { summarize } from '../../reports/summary.ts';
import { accept } from '../../risks/accept.ts';
import { acceptedRisk } from '../../risks/control.ts';
import type { Covers } from '../../risks/match.ts';
import type { Note } from '../../risks/note.ts';
import { standingOf } from '../../risks/standing.ts';
import { pathFrom } from '../configuration.ts';
import { asker } from './ask.ts';
import type { Examined } from './examine/examine.ts';
import type { CheckOptions } from './question.ts';

/** What a run knows beside its options, once all was examined. */
export interface Living {
  /** The day, UTC. */
  readonly today: string;
  /** The configuration's acceptances, and the folder that its patterns start from. */
  readonly configured: readonly Note[];
  readonly folder: string;
  /** Did the run look at all of that folder? */
  readonly whole: boolean;
}

/** A report with its accepted findings and problems marked, and what is wrong with the acceptances told. */
export function answered(
  report: Report,
  results: readonly Examined[],
  options: CheckOptions,
  living: Living,
  asks: Asks = asksOf(options),
): Report {
  const notes = [...results.flatMap((result) => result.notes ?? []), ...living.configured];
  if (notes.length === 0) return report;
  const matched: Covers = (patterns, file, inside) =>
    covers(matcherOf(patterns), inside === 'image' ? file.replace(/^\//, '') : pathFrom(living.folder, file));
  const untold = results.flatMap((result) => result.untold ?? []);
  const { findings, problems, used } = accept(report, untold, notes, living.today, matched);
  const asked = askedBy(report, asks, matched);
  const read = readBy(results);
  const standing = standingOf(ofInterest(notes, options), {
    today: living.today,
    controls: [...controls.map(({ id }) => id), ...hostControlIds, ...imageControlIds, drift.id],
    severity: severityOf(options),
    used,
    asked,
    complete: (note) => (note.by === 'configuration' ? living.whole || reachesFile(note, report, matched) : read.has(note.place.file)),
  });
  return recounted({ ...report, findings: isTold(report, options) ? [...findings, ...standing] : findings, problems });
}

/** The summary of what is left once findings were marked. */
export function recounted(report: Report): Report {
  return { ...report, summary: { ...summarize({ ...report, files: report.summary.files }), held: report.summary.held } };
}

/** Who asks what a standard asks is answered in its terms alone. */
const isTold = ({ profile }: Report, { severity }: CheckOptions): boolean =>
  profile?.standard === undefined && severity?.[acceptedRisk.id] !== 'off';

function severityOf({ severity }: CheckOptions): Severity {
  const changed = severity?.[acceptedRisk.id];
  return changed === undefined || changed === 'off' ? acceptedRisk.severity : changed;
}

/** Who asks for one control only is not told of the acceptances of others. */
const ofInterest = (notes: readonly Note[], { controls: only }: CheckOptions): readonly Note[] =>
  only === undefined ? notes : notes.filter((note) => note.controls.some((control) => only.includes(control)));

/** Was this control judged in that file? */
export type Asks = (file: string, control: string) => boolean;

export function asksOf(options: CheckOptions): Asks {
  const ask = asker(options);
  return (file, id) => ask(file).controls.some((control) => control.id === id);
}

function askedBy({ containers }: Report, asks: Asks, matched: (files: readonly string[], file: string) => boolean) {
  const files = [...new Set(containers.map(({ file }) => file))];
  return ({ place, scope, by }: Note, id: string): boolean => {
    if (by !== 'configuration') return asks(place.file, id);
    const patterns = scope.kind === 'named' ? scope.files : undefined;
    const meant = patterns === undefined ? files : files.filter((file) => matched(patterns, file));
    // Where nothing was judged at all, what only images have was not either.
    return meant.length === 0 ? !imageControlIds.includes(id) : meant.some((file) => asks(file, id));
  };
}

/** The files that were read to their end, as files of their own or as parts of one. */
function readBy(results: readonly Examined[]): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { file, alsoRead, problems } of results)
    if (file !== undefined && problems.length === 0) for (const each of [file, ...alsoRead]) files.add(each);
  return files;
}

const reachesFile = ({ scope }: Note, { containers }: Report, matched: (files: readonly string[], file: string) => boolean): boolean =>
  scope.kind === 'named' && scope.files !== undefined && containers.some(({ file }) => matched(scope.files ?? [], file));
