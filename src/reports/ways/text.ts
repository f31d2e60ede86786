import type { Report } from '../../model/index.ts';
import type { ReportOptions } from '../options.ts';
import { groupBy } from '../text/blocks.ts';
import { wrap } from '../text/cells.ts';
import { clean } from '../text/clean.ts';
import { type Page, pageFor, textOf } from '../text/page.ts';
import { lineOf } from '../text/place.ts';
import { passedOverLines, problemLines } from '../text/problems.ts';
import { count, list, listWithin } from '../text/words.ts';
import { type Atlas, atlasOf, isToHost, isWay, type ToldWay } from './atlas.ts';
import { chainLines } from './chain.ts';
import { aloneLines, cutLines, leftLines, type ToClose, toCloseOf } from './closing.ts';
import { type Group, groupsOf } from './groups.ts';
import { livingWith } from './lived-with.ts';
import { trustedLines } from './trusted.ts';
import { reachText } from './words.ts';

/** More than that are folded away unless details are asked for. */
const mostGroups = 12;
const mostOthers = 12;
const mostAlone = 5;
const mostChanges = 20;

/** `bulkhead paths` for people: the ways to the host step by step, the others in short, what closes them, what is still trusted. Ends with a line break. */
export function pathsText(raw: Report, options: ReportOptions = {}): string {
  const report = clean(raw, false);
  const page = pageFor(options);
  const lines = [
    ...(report.ways === undefined ? nothing(report) : wayLines(atlasOf(report.ways), report, page)),
    ...problemLines(report.problems, page),
    ...passedOverLines(report.passedOver, page),
  ];
  return textOf(lines[0] === '' ? lines.slice(1) : lines);
}

const nothing = ({ containers, problems }: Report): string[] =>
  containers.length === 0
    ? problems.length === 0
      ? ['nothing here declares a container']
      : []
    : ['no way out of any of these containers is known'];

function wayLines(atlas: Atlas, report: Report, page: Page): string[] {
  const lives = livingWith(report);
  const toClose = toCloseOf(atlas, lives);
  const lived = atlas.all.filter((way) => isToHost(way) && isWay(way) && lives(way) !== undefined);
  return [
    ...hostLines(toClose, report, page),
    ...cutLines(toClose, page, { most: page.options.details === true ? Number.POSITIVE_INFINITY : mostChanges, effects: true }),
    ...aloneLines(toClose, page, page.options.details === true ? Number.POSITIVE_INFINITY : mostAlone),
    ...leftLines(toClose, page),
    ...livedLines(lived, lives, atlas, page),
    ...otherLines(atlas, page),
    ...trustedLines(atlas, page),
  ];
}

function hostLines({ atlas, open }: ToClose, { containers }: Report, page: Page): string[] {
  const { style } = page;
  const looked = containers.filter(({ kind }) => kind === 'container').length;
  if (open.length === 0)
    return ['', style.good(`No way to the host is known in ${count(looked, 'container')}, but by a fault of what is named below`)];
  const sure = open.filter(({ way }) => way.certainty === 'open').length;
  const maybe = open.length - sure;
  const counts = [...(sure === 0 ? [] : [`${sure} open`]), ...(maybe === 0 ? [] : [`${maybe} perhaps`])].join(', ');
  const groups = groupsOf(open, atlas);
  const shown = page.options.details === true ? groups : groups.slice(0, mostGroups);
  const rest = groups.length - shown.length;
  return [
    '',
    `${style.severity('critical')(`Ways to the host (${counts})`)}  ${style.dim('for somebody whose code runs in the container')}`,
    ...shown.flatMap((group) => groupLines(group, atlas, page)),
    ...(rest === 0 ? [] : ['', `  and ${count(rest, 'more container', 'more containers')} (--details)`]),
  ];
}

function groupLines(group: Group, atlas: Atlas, page: Page): string[] {
  const [first = '', ...others] = group.containers;
  const container = atlas.containerOf(first);
  const also = others.length === 0 ? '' : others.length === 1 ? ` and ${atlas.nameOf(others[0] ?? '')}` : ` and ${others.length} more`;
  const [best] = group.ways;
  const reach = best === undefined ? '' : reachText(best);
  const names = `${atlas.nameOf(first)}${also}`;
  const where = container === undefined ? '' : ` (${lineOf(container)})`;
  const [head = '', ...rest] = wrap(`${names} ${reach}${where}`, page.width, '  ', '      ');
  const bold = head.slice(2, 2 + names.length);
  return ['', `  ${page.style.bold(bold)}${head.slice(2 + bold.length)}`, ...rest, ...chainLines(group.ways, atlas, page)];
}

/** Ways to the host that somebody answers for. */
function livedLines(
  lived: readonly ToldWay[],
  lives: (way: ToldWay) => string | undefined,
  { nameOf }: Atlas,
  { style, width }: Page,
): string[] {
  if (lived.length === 0) return [];
  const groups = [...groupBy(lived, (way) => `${way.way.container} ${lives(way)}`).values()];
  return [
    '',
    `${style.bold(`Lived with (${lived.length})`)}  ${style.dim('what they rest on is accepted, or in the baseline')}`,
    ...groups.flatMap((group) => {
      const [first] = group;
      const said = list(
        group.map(({ steps }) => steps.at(-1)?.what ?? ''),
        2,
      );
      return first === undefined
        ? []
        : wrap(
            `${nameOf(first.way.container)}: ${said} (${lives(first) === 'accepted' ? 'accepted' : 'in the baseline'})`,
            width,
            '  ',
            '      ',
          );
    }),
  ];
}

/** Ways to other containers, the cluster, the network and secrets: a line each. */
function otherLines(atlas: Atlas, page: Page): string[] {
  const others = atlas.all.filter((way) => !isToHost(way) && isWay(way));
  if (others.length === 0) return [];
  const groups = [...groupBy(others, ({ goal, steps }) => `${goal.id} ${steps.map(({ kind }) => kind).join(' ')}`).values()];
  const shown = page.options.details === true ? groups : groups.slice(0, mostOthers);
  const rest = groups.length - shown.length;
  return [
    '',
    page.style.bold(`Other ways (${others.length})`),
    ...shown.flatMap((group) => otherLine(group, atlas, page)),
    ...(rest === 0 ? [] : [`  and ${rest} more (--details)`]),
  ];
}

function otherLine(group: readonly ToldWay[], { nameOf }: Atlas, { width }: Page): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const who = listWithin([...new Set(group.map(({ way }) => nameOf(way.container)))], 40);
  const maybe = first.way.certainty === 'perhaps' ? 'perhaps ' : '';
  const ground = first.steps.flatMap(({ grounds }) => grounds).findLast(({ place }) => place !== undefined);
  const title = first.goal.title.replace(` (${nameOf(first.way.container)})`, '');
  const how = first.steps.map(({ what }) => what).filter((what) => what !== '');
  const place = ground?.place === undefined ? '' : ` (${lineOf(ground.place)})`;
  return wrap(`${who} → ${maybe}${title}: ${how.join(', then ')}${place}`, width, '  ', '      ');
}
