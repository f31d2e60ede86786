import { atLeast, type Finding } from '../../model/index.ts';
import { type Block, groupBy, mostCommon } from './blocks.ts';
import { wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, list, reaches } from './words.ts';

const most = 10;

/** What lets an intruder out of the container: critical, or a hold on the host that is at least high. */
export const isWayOut = ({ severity, gain }: Finding): boolean => severity === 'critical' || (gain === 'host' && atLeast(severity, 'high'));

/** The first thing to read: one line for each way out, containers that share one together. */
export function waysOut(blocks: readonly Block[], page: Page): string[] {
  const open = blocks.filter((block) => isWayOut(block.finding));
  if (open.length === 0) return [];
  const exact = [...groupBy(open, ({ finding }) => `${finding.control}\u0000${finding.gain}\u0000${finding.detail}`).values()];
  const groups = exact.length <= most ? exact : [...groupBy(open, ({ finding }) => `${finding.control}\u0000${finding.gain}`).values()];
  const shown = groups.slice(0, most);
  const rest = groups.slice(most).flat().length;
  return [
    '',
    `${page.style.severity('critical')(`Ways out (${open.length})`)}  ${page.style.dim('an intruder in one of these containers does not stay inside')}`,
    ...shown.flatMap((group) => wayLines(group, page)),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'more way out', 'more ways out')}`]),
  ];
}

function wayLines(group: readonly Block[], { style, width }: Page): string[] {
  const common = mostCommon(group, (block) => block.finding.detail);
  if (common === undefined) return [];
  const { finding } = common.item;
  const names = [...new Set(group.map((block) => block.container.name))];
  const ids = new Set(group.map((block) => block.container.id));
  const who = ids.size > 3 || names.length < ids.size ? `${names[0]} and ${ids.size - 1} more` : list(names);
  const example = common.kinds > 1 ? 'for example, ' : '';
  const [first = '', ...rest] = wrap(
    `${who} ${reaches[finding.gain]}: ${example}${finding.detail} (${finding.control}) ${lineOf(finding.origin)}`,
    width,
    '  ',
    '      ',
  );
  // Long names may go on in the next line.
  const head = first.slice(2, 2 + who.length);
  return [`  ${style.bold(head)}${first.slice(2 + head.length)}`, ...rest];
}
