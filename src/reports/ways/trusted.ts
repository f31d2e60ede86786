import { groupBy } from '../text/blocks.ts';
import { wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';
import { list, listWithin } from '../text/words.ts';
import { type Atlas, isToHost, type ToldWay } from './atlas.ts';

const most = 6;

/** What still holds an intruder, and is trusted to have no fault: one entry a fault, and in whom it would count. */
export function trustedLines(atlas: Atlas, { style, width, options }: Page): string[] {
  const faults = atlas.all.filter((way) => isToHost(way) && way.way.certainty === 'fault' && way.way.through === undefined);
  const say = options.details === true ? faultOf : (way: ToldWay): string => inShort(faultOf(way));
  const groups = [...groupBy(faults, say).entries()].filter(([fault]) => fault !== '');
  if (groups.length === 0) return [];
  const shown = options.details === true ? groups : groups.slice(0, most);
  const rest = groups.length - shown.length;
  return [
    '',
    `${style.bold('Still trusted')}  ${style.dim('what it would take a fault of')}`,
    ...shown.flatMap(([fault, ways]) => {
      const names = [...new Set(ways.map(({ way }) => atlas.nameOf(way.container)))];
      return wrap(`${fault} (${listWithin(names, 40)})`, width, '  ', '      ');
    }),
    ...(rest === 0 ? [] : [`  and ${rest} more (--details)`]),
  ];
}

const faultOf = ({ steps }: ToldWay): string =>
  steps
    .filter(({ certainty }) => certainty === 'fault')
    .map(({ what, because }) => (because === undefined ? what : `${what}: ${because}`))
    .join('; ');

/** Which there were, without the versions. */
function inShort(fault: string): string {
  const cves = [...new Set(fault.match(/CVE-\d+-\d+/g))].sort().reverse();
  const what = (fault.split(': ')[0] ?? fault).replace(/^meets /, '');
  return cves.length === 0 ? what : `${what}, as ${list(cves, 2)}`;
}
