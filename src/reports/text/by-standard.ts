import { type Finding, type JudgedContainer, type Report, severities } from '../../model/index.ts';
import { type Requirement, requirementsOf, standardTitle } from '../requirements.ts';
import { excerptLines, indent, remedyLines, titleLines } from './block-lines.ts';
import { groupBy, strangerOf } from './blocks.ts';
import { longest, wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, list, listWithin } from './words.ts';

/** More lines than this are folded: one entry for each control at each severity, with one finding as an example. */
const mostLines = 120;

/** The findings under the ids of the standard that was asked for, in its order, and the ids against which nothing was found. */
export function byStandard(report: Report, page: Page): string[] {
  const full = linesOf(report, page, likeness);
  return page.options.details === true || full.length <= mostLines ? full : linesOf(report, page, roughly);
}

type Key = (finding: Finding) => string;

function linesOf(report: Report, page: Page, alike: Key): string[] {
  const requirements = requirementsOf(report);
  const containers = new Map(report.containers.map((container) => [container.id, container]));
  const told = new Set<Finding>();
  const failing = requirements.filter(({ broken }) => broken.length > 0);
  const clear = requirements.filter(({ broken, unknown }) => broken.length + unknown.length === 0);
  return [
    '',
    page.style.bold(standardTitle(report) ?? ''),
    ...failing.flatMap((requirement) => requirementLines(requirement, { containers, told, alike }, page)),
    ...(clear.length === 0 || report.containers.length === 0
      ? []
      : ['', ...wrap(`nothing found against ${list(clear.map(({ id }) => id))}`, page.width, '  ', '    ').map(page.style.good)]),
    ...unheardOf(report, page),
  ];
}

/** Files that declare something of which the standard does not speak: not held, not broken. */
function unheardOf({ passedOver, containers }: Report, { width, style }: Page): string[] {
  const strange = passedOver.filter(({ reason }) => reason.startsWith('declares ') && reason !== 'declares no container');
  const [first] = strange;
  if (first === undefined || containers.length === 0) return [];
  const which =
    strange.length === 1
      ? `${first.file} ${first.reason}`
      : `${strange.length} files, ${first.file} among them, are passed over: this one ${first.reason}`;
  return ['', ...wrap(which, width, '  ', '    ').map(style.dim)];
}

interface Known {
  readonly containers: ReadonlyMap<string, JudgedContainer>;
  /** What was told under an id before. */
  readonly told: Set<Finding>;
  readonly alike: Key;
}

/** A finding that stands under several ids is told in full under the first. */
function requirementLines({ id, title, broken }: Requirement, { containers, told, alike }: Known, page: Page): string[] {
  const fresh = broken.filter((finding) => !told.has(finding)).sort((a, b) => rank(a) - rank(b));
  const again = broken.filter((finding) => told.has(finding));
  for (const finding of fresh) told.add(finding);
  const column = longest(fresh.map(({ control }) => control));
  const names = [...new Set(again.map(({ control }) => control))];
  return [
    '',
    ...wrap(title, page.width, `${id}  `, '    ').map((line, index) => (index === 0 ? page.style.bold(id) + line.slice(id.length) : line)),
    ...[...groupBy(fresh, alike).values()].flatMap((group) => groupLines(group, containers, column, page)),
    ...(names.length === 0
      ? []
      : wrap(`${fresh.length === 0 ? '' : 'also '}${list(names)}, told above`, page.width, indent).map(page.style.dim)),
  ];
}

const rank = ({ severity }: Finding): number => -severities.indexOf(severity);

const roughly: Key = ({ severity, control }) => `${severity} ${control}`;

const likeness: Key = ({ severity, control, detail, from, remedy }) => JSON.stringify([severity, control, detail, from, remedy]);

function groupLines(group: readonly Finding[], containers: Known['containers'], column: number, page: Page): string[] {
  const [first] = group as [Finding];
  const places = group.map((finding) => `${(containers.get(finding.container) ?? strangerOf(finding)).name} ${lineOf(finding.origin)}`);
  const shown = page.options.details === true ? list(places) : listWithin(places, page.width - indent.length - 18);
  const where = group.length === 1 ? (places[0] ?? '') : `in ${count(group.length, 'place')}: ${shown}`;
  return [
    ...titleLines(
      first,
      group.every(({ detail }) => detail === first.detail) ? first.detail : `for example, ${first.detail}`,
      column,
      page,
    ),
    ...(page.options.details === true ? wrap(where, page.width, indent) : [indent + where]).map(page.style.dim),
    ...(first.impliedBy === undefined ? [] : [page.style.dim(`${indent}follows from ${first.impliedBy}`)]),
    ...(page.options.details === true ? group.flatMap((finding) => excerptLines(finding, page)) : []),
    ...remedyLines(first, page),
  ];
}
