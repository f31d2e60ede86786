import type { Finding, Report } from '../../model/index.ts';
import { type AcceptedThing, acceptedFindings, acceptedProblems } from '../lived-with.ts';
import { groupBy, strangerOf } from './blocks.ts';
import { wrap } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf, placeText } from './place.ts';
import { count, listWithin } from './words.ts';

/** With `--all` or `--details`: what is accepted, by whose word, and until when. One entry for each acceptance and control. */
export function acceptedLines(report: Report, page: Page): string[] {
  if (page.options.all !== true && page.options.details !== true) return [];
  const findings = acceptedFindings(report);
  const problems = acceptedProblems(report);
  if (findings.length + problems.length === 0) return [];
  const names = new Map(report.containers.map(({ id, name }) => [id, name]));
  const groups = [
    ...groupBy(
      findings.filter((thing) => !follows(thing)),
      ({ what, accepted }) => `${what.control} ${placeText({ ...accepted.place })}`,
    ).values(),
  ];
  return [
    '',
    page.style.bold(`Accepted (${findings.length + problems.length})`),
    ...groups.flatMap((group) => entryLines(group[0] as AcceptedThing<Finding>, whereOf(group, names) + alsoOf(group, findings), page)),
    ...problems.flatMap(({ what, accepted }) => [
      ...wrap(`${placeText(what)}  ${what.message}`, page.width, '  ', '      '),
      ...termLines({ what, accepted }, page),
    ]),
  ];
}

/** Accepted only because what it follows from is. */
const follows = ({ what, accepted }: AcceptedThing<Finding>): boolean => accepted.follows === true && what.impliedBy !== undefined;

function alsoOf(group: readonly AcceptedThing<Finding>[], findings: readonly AcceptedThing<Finding>[]): string {
  const causes = new Set(group.map(({ what }) => `${what.container} ${what.control}`));
  const also = findings.filter((thing) => follows(thing) && causes.has(`${thing.what.container} ${thing.what.impliedBy}`)).length;
  return also === 0 ? '' : `, and ${count(also, 'finding')} that ${also === 1 ? 'follows' : 'follow'} from it`;
}

function whereOf(group: readonly AcceptedThing<Finding>[], names: ReadonlyMap<string, string>): string {
  const containers = [...new Set(group.map(({ what }) => names.get(what.container) ?? strangerOf(what).name))];
  return containers.length === 1 ? (containers[0] ?? '') : `${count(containers.length, 'container')}: ${listWithin(containers, 50)}`;
}

const entryLines = (thing: AcceptedThing<Finding>, where: string, page: Page): string[] => [
  ...wrap(`${thing.what.severity} ${thing.what.control} in ${where}`, page.width, '  ', '      '),
  ...termLines(thing, page),
];

const termLines = ({ accepted: { reason, until, place } }: AcceptedThing<unknown>, { width, style }: Page): string[] =>
  wrap(`until ${until}: ${reason} (${lineOf(place)})`, width, '      ').map(style.dim);

/** One line each for what does not count: how much is accepted, how much the baseline holds, and what of it is gone. */
export function notCountedLines({ summary, baseline }: Report, { options, style, width }: Page): string[] {
  const { accepted = 0, baseline: known = 0 } = summary;
  const listed = options.all === true || options.details === true;
  const stale = baseline?.stale ?? 0;
  return [
    ...(accepted === 0 ? [] : [`  ${accepted} accepted${style.dim(listed ? '' : ' (--all lists them)')}`]),
    ...(known === 0 ? [] : [`  ${count(known, 'finding')} ${known === 1 ? 'is' : 'are'} in the baseline`]),
    ...(stale === 0 || baseline === undefined
      ? []
      : wrap(
          `${count(stale, 'entry', 'entries')} of the baseline ${stale === 1 ? 'is' : 'are'} mended: bulkhead check --baseline ${baseline.file} --update-baseline takes ${stale === 1 ? 'it' : 'them'} out`,
          width,
          '  ',
          '    ',
        )),
  ];
}
