import { atLeast, type HoldKind, type Report, type Severity } from '../../model/index.ts';
import { atlasOf } from '../../reports/ways/atlas.ts';
import { livingWith } from '../../reports/ways/lived-with.ts';
import type { ExitCode } from '../exit.ts';

const severityOf = (kind: HoldKind): Severity => (kind === 'host' ? 'critical' : kind === 'host user' ? 'high' : 'medium');

/**
 * 2: something was not read or not judged. 1: a way at or above `failOn` is open that nobody lives with. 2: none is, and of one it could not be
 * told. 0: neither.
 */
export function pathsExit(report: Report, failOn: Severity): ExitCode {
  if (report.problems.some(({ accepted }) => accepted === undefined)) return 2;
  if (report.ways === undefined) return 0;
  const lives = livingWith(report);
  const weighty = atlasOf(report.ways).all.filter((way) => atLeast(severityOf(way.goal.kind), failOn) && lives(way) === undefined);
  if (weighty.some(({ way }) => way.certainty === 'open')) return 1;
  return weighty.some(({ way }) => way.certainty === 'perhaps') ? 2 : 0;
}
