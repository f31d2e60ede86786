import { atLeast, type Finding, severities } from '../../model/index.ts';
import { excerptLines, impliedLines, indent, remedyLines, titleLines } from './block-lines.ts';
import { type Block, groupBy, mostCommon } from './blocks.ts';
import { longest } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, listWithin } from './words.ts';

/** How much is said of each control, from which severity on; the first plan that fits the room is taken. */
const plans = [
  { excerpts: 'low', remedies: 'low', places: 'low', bySeverity: true },
  { excerpts: 'high', remedies: 'low', places: 'low', bySeverity: true },
  { excerpts: 'critical', remedies: 'medium', places: 'low', bySeverity: true },
  { excerpts: undefined, remedies: 'medium', places: 'low', bySeverity: true },
  { excerpts: undefined, remedies: 'high', places: 'medium', bySeverity: true },
  { excerpts: undefined, remedies: 'high', places: 'high', bySeverity: true },
  { excerpts: undefined, remedies: 'critical', places: 'critical', bySeverity: true },
  { excerpts: undefined, remedies: 'critical', places: 'critical', bySeverity: false },
] as const;

type Plan = (typeof plans)[number];

/** The findings of many containers, one entry for each control at each severity, worst first, in about `room` lines. */
export function byControl(blocks: readonly Block[], room: number, page: Page): string[] {
  let entries: string[][] = [];
  const column = columnOf(blocks);
  const bySeverity = groupsOf(blocks, ({ finding }) => `${finding.severity} ${finding.control}`);
  for (const plan of plans) {
    const groups = plan.bySeverity ? bySeverity : groupsOf(blocks, ({ finding }) => finding.control);
    entries = groups.map((group) => groupLines(group, plan, column, page));
    if (entries.flat().length <= room) return ['', ...entries.flat()];
  }
  return ['', ...firstEntries(entries, room)];
}

/** As many as fit, and how many are left out. */
function firstEntries(entries: readonly string[][], room: number): string[] {
  const shown: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index > 0 && shown.length + entry.length >= room)
      return [...shown, `  and ${count(entries.length - index, 'more control')} (--details)`];
    for (const line of entry) shown.push(line);
  }
  return shown;
}

const groupsOf = (blocks: readonly Block[], keyOf: (block: Block) => string): Group[] =>
  [...groupBy(blocks, keyOf).values()].sort(worstThenWidest).flatMap(groupOf);

/** Blocks that share an entry, and what every plan asks of them: it is found once. */
interface Group {
  readonly blocks: readonly Block[];
  readonly example: Block;
  /** How many different sentences there are among the gravest; the example's is the most common. */
  readonly kinds: number;
  /** How many containers. */
  readonly size: number;
  /** Name and place, the example first, and each container once. */
  readonly named: readonly string[];
}

function groupOf(blocks: readonly Block[]): Group[] {
  const worst = blocks.filter((block) => block.finding.severity === blocks[0]?.finding.severity);
  const common = mostCommon(worst, ({ finding }) => `${finding.detail}\u0000${finding.from ?? ''}`);
  if (common === undefined) return [];
  const { item: example, kinds } = common;
  const first = new Map([[example.container.id, example]]);
  for (const block of blocks) if (!first.has(block.container.id)) first.set(block.container.id, block);
  const named = [...first.values()].map(({ container, finding }) => `${container.name} ${lineOf(finding.origin)}`);
  return [{ blocks, example, kinds, size: first.size, named }];
}

const worstThenWidest = (a: readonly Block[], b: readonly Block[]): number => rankOf(b) - rankOf(a) || b.length - a.length;

const rankOf = ([block]: readonly Block[]): number => (block === undefined ? -1 : severities.indexOf(block.finding.severity));

const columnOf = (blocks: readonly Block[]): number => longest(blocks.map((block) => block.finding.control));

function groupLines({ blocks, example, kinds, size, named }: Group, plan: Plan, column: number, page: Page): string[] {
  const { finding } = example;
  const placed = atLeast(finding.severity, plan.places);
  const where = count(size, 'container');
  const sentence = (kinds > 1 ? 'for example, ' : '') + finding.detail;
  return [
    ...titleLines(finding, placed ? sentence : `${where}: ${sentence}`, column, page),
    ...(placed ? [page.style.dim(indent + (named.length === 1 ? named[0] : within(`in ${where}: `, named, page)))] : []),
    ...impliedLines({ ...example, implied: impliedOf(blocks) }, page),
    ...(plan.excerpts !== undefined && atLeast(finding.severity, plan.excerpts) ? excerptLines(finding, page) : []),
    ...(atLeast(finding.severity, plan.remedies) ? remedyLines(finding, page) : []),
  ];
}

const within = (prefix: string, names: readonly string[], { width }: Page): string =>
  prefix + listWithin(names, width - indent.length - prefix.length);

const impliedOf = (blocks: readonly Block[]): readonly Finding[] => blocks.flatMap((block) => block.implied);
