import type { Measure, Report } from '../../model/index.ts';
import type { PageData } from '../../web/data.ts';
import { count } from '../text/words.ts';
import { atlasOf, isToHost, isWay } from '../ways/atlas.ts';
import { livingWith } from '../ways/lived-with.ts';
import { checkPage } from './check.ts';

/** The ways out alone: what `paths` looked for. `fails`: its exit code says so. */
export function pathsPage(report: Report, measures: readonly Measure[], fails: boolean): PageData {
  const page = checkPage(report, measures, undefined);
  return { ...page, kind: 'paths', verdict: { fails, text: textOf(report) }, controls: [], entries: [], rest: [], texts: [] };
}

function textOf(report: Report): string {
  if (report.ways === undefined) return 'No way out was found';
  const lives = livingWith(report);
  const open = atlasOf(report.ways).all.filter((way) => isToHost(way) && isWay(way) && lives(way) === undefined).length;
  return open === 0 ? 'No way leads to the host' : `${count(open, 'way leads', 'ways lead')} to the host`;
}
