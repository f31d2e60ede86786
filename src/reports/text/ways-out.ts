import type { Report } from '../../model/index.ts';
import { besideWays } from '../ways/beside.ts';
import { cutLines } from '../ways/closing.ts';
import { type Entry, shortOf } from '../ways/short.ts';
import { type Block, groupBy, mostCommon } from './blocks.ts';
import { wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, list, reaches } from './words.ts';

const most = 10;
/** More of the cut belongs to `bulkhead paths`. */
const mostChanges = 5;

/**
 * The first thing to read: the ways to the host, containers that share one together, and the fewest changes that close them. `report` with what
 * somebody lives with, `blocks` without.
 */
export function waysOut(report: Report, blocks: readonly Block[], page: Page): string[] {
  const short = shortOf(report);
  const beside = besideWays(blocks, report.ways);
  const entries = [
    ...(short?.entries ?? []).map((entry) => wayLines(entry, page)),
    ...besideGroups(beside).map((group) => findingLines(group, page)),
  ];
  const { style } = page;
  const lived = short?.lived ?? 0;
  const livedLine = `${count(lived, 'way')} to the host ${lived === 1 ? 'rests' : 'rest'} on what is accepted or in the baseline`;
  const after = lived === 0 ? [] : [style.dim(`  ${livedLine}`)];
  if (entries.length === 0) return after.length === 0 ? [] : ['', style.bold('Ways out'), ...after];
  const rest = entries.length - most;
  const graph = (short?.entries.length ?? 0) > 0;
  return [
    '',
    `${style.severity('critical')(`Ways out (${(short?.toClose.open.length ?? 0) + beside.length})`)}  ${style.dim(`an intruder in one of these containers does not stay inside${graph ? ' (bulkhead paths: step by step)' : ''}`)}`,
    ...entries.slice(0, most).flat(),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...after,
    ...(short === undefined ? [] : cutLines(short.toClose, page, { most: mostChanges, effects: false })),
  ];
}

const wayLines = ({ who, said }: Entry, page: Page): string[] =>
  entryLines(who.length > 3 ? `${who[0]} and ${who.length - 1} more` : list([...new Set(who)]), said, page);

/** One entry for what is said alike; where that is too much, for each control. */
function besideGroups(blocks: readonly Block[]): (readonly Block[])[] {
  const exact = [...groupBy(blocks, ({ finding }) => `${finding.control}\u0000${finding.gain}\u0000${finding.detail}`).values()];
  return exact.length <= most ? exact : [...groupBy(blocks, ({ finding }) => `${finding.control}\u0000${finding.gain}`).values()];
}

function findingLines(group: readonly Block[], page: Page): string[] {
  const common = mostCommon(group, (block) => block.finding.detail);
  if (common === undefined) return [];
  const { finding } = common.item;
  const names = [...new Set(group.map((block) => block.container.name))];
  const ids = new Set(group.map((block) => block.container.id));
  const who = ids.size > 3 || names.length < ids.size ? `${names[0]} and ${ids.size - 1} more` : list(names);
  const example = common.kinds > 1 ? 'for example, ' : '';
  return entryLines(who, `${reaches[finding.gain]}: ${example}${finding.detail} (${finding.control}) ${lineOf(finding.origin)}`, page);
}

function entryLines(who: string, said: string, { style, width }: Page): string[] {
  const [first = '', ...rest] = wrap(`${who} ${said}`, width, '  ', '      ');
  // Long names may go on in the next line.
  const head = first.slice(2, 2 + who.length);
  return [`  ${style.bold(head)}${first.slice(2 + head.length)}`, ...rest];
}
