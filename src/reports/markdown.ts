import { atLeast, type Report, type Severity, severities } from '../model/index.ts';
import { printable } from '../text/printable.ts';
import { acceptedFindings, acceptedProblems, openOf } from './lived-with.ts';
import type { ReportOptions } from './options.ts';
import { requirementsOf, standardTitle } from './requirements.ts';
import { type Block, blocksOf, groupBy, mostCommon } from './text/blocks.ts';
import { subjectOf } from './text/closing.ts';
import { isAboutAcceptance } from './text/is-about-acceptance.ts';
import { lineOf, placeText } from './text/place.ts';
import { count, list, reaches } from './text/words.ts';
import { besideWays } from './ways/beside.ts';
import { cutOf, sayChange } from './ways/closing.ts';
import { shortOf } from './ways/short.ts';

/** A comment on GitHub or GitLab holds 65,536 characters; what is left of that goes to whoever quotes the report. */
const longest = 60_000;

/** A report for a pull request's comment: the verdict, the ways out, one row a control, and the places folded away. */
export function renderMarkdown(whole: Report, options: ReportOptions = {}): string {
  const report = openOf(whole);
  const blocks = blocksOf(report);
  const parts = [
    heading(report, blocks, options),
    report.profile?.standard === 'pss' ? '' : waysOut(whole, blocks),
    standard(report),
    table(blocks),
    problems(report),
    toLookAt(report),
    livedWith(whole),
    ...places(blocks),
  ];
  return fitted(parts);
}

/** The parts as one text, the last ones left out where a comment cannot hold them all. */
export function fitted(parts: readonly string[]): string {
  let text = '';
  for (const part of parts.filter((each) => each !== '')) {
    if (text.length + part.length > longest) return `${text}\n… shortened: the whole report is in the job's log or its JSON.\n`;
    text += text === '' ? part : `\n${part}`;
  }
  return text;
}

function heading({ summary, containers: judged }: Report, blocks: readonly Block[], { failOn }: ReportOptions): string {
  const fails = failOn !== undefined && blocks.some(({ finding }) => atLeast(finding.severity, failOn));
  return verdictOf(summary, fails, subjectOf(judged, summary.containers, summary.files));
}

/** The first two lines: does it pass, and how much was found. */
export function verdictOf(summary: Report['summary'], fails: boolean, subject: string): string {
  const mark = fails || summary.problems > 0 ? '❌' : '✅';
  const found = [...severities]
    .reverse()
    .flatMap((severity) => (summary.broken[severity] > 0 ? [`${summary.broken[severity]} ${severity}`] : []));
  const rest = [
    ...(summary.unknown > 0 ? [`${summary.unknown} not decided`] : []),
    ...(summary.problems > 0 ? [count(summary.problems, 'problem')] : []),
  ];
  const said = [...(found.length === 0 ? ['nothing is wrong'] : found), ...rest].join(', ');
  return `### ${mark} Bulkhead: ${subject}\n\n${said}\n`;
}

/** The ways to the host and what closes them, and the findings that let somebody out and that no such way rests on. */
function waysOut(report: Report, blocks: readonly Block[]): string {
  const short = shortOf(report);
  const bold = (names: readonly string[]): string => list([...new Set(names.map((name) => `**${escaped(name)}**`))], 3);
  const groups = [...groupBy(besideWays(blocks, report.ways), ({ finding }) => `${finding.control} ${finding.detail}`).values()];
  const lines = [
    ...(short?.entries ?? []).map(({ who, said }) => `- ${bold(who)} ${escaped(said)}`),
    ...groups.map((group) => {
      const { finding } = group[0] as Block;
      const who = bold(group.map(({ container }) => container.name));
      return `- ${who} ${reaches[finding.gain]}: ${escaped(finding.detail)} (${code(lineOf(finding.origin))})`;
    }),
  ];
  const cut =
    short === undefined
      ? []
      : cutOf(short.toClose).map(({ change }, index) => `${index + 1}. ${escaped(sayChange(change, short.toClose.atlas))}`);
  if (lines.length === 0) return '';
  return `#### Ways out\n\n${firstOf(lines)}\n${cut.length === 0 ? '' : `\nWhat closes those to the host:\n\n${firstOf(cut)}\n`}`;
}

/** More than that nobody reads in a comment. */
const mostWays = 20;

const firstOf = (lines: readonly string[]): string =>
  [...lines.slice(0, mostWays), ...(lines.length > mostWays ? [`\nand ${lines.length - mostWays} more (bulkhead paths)`] : [])].join('\n');

/** The standard that was asked for, one row an id. */
function standard(report: Report): string {
  const title = standardTitle(report);
  if (title === undefined) return '';
  const rows = requirementsOf(report).map(({ id, title: asks, controls, broken, unknown }) => {
    const undecided = unknown.length === 0 ? '' : `${unknown.length} not decided`;
    const said = [...(broken.length === 0 ? [] : [count(broken.length, 'finding')]), ...(undecided === '' ? [] : [undecided])].join(', ');
    const mark = broken.length > 0 ? '❌' : unknown.length > 0 ? '❔' : '✅';
    return `| ${mark} | ${cell(id)} | ${cell(asks)} | ${said} | ${controls.join(', ')} |`;
  });
  return `#### ${escaped(title)}\n\n|  | id | asks for | found | control |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

function table(blocks: readonly Block[]): string {
  if (blocks.length === 0) return '';
  const rows = groupsOf(blocks).map((group) => {
    const { finding } = (mostCommon(group, (block) => block.finding.detail)?.item ?? group[0]) as Block;
    const containers = new Set(group.map(({ container }) => container.id)).size;
    const remedy = (finding.remedy ?? []).map(code).join('<br>');
    return `| ${finding.severity} | ${finding.control} | ${containers} | ${cell(finding.detail)} | ${remedy} |`;
  });
  return `| severity | control | containers | for one | mend |\n| --- | --- | ---: | --- | --- |\n${rows.join('\n')}\n`;
}

const groupsOf = (blocks: readonly Block[]): Block[][] => [
  ...groupBy(blocks, ({ finding }) => `${finding.severity} ${finding.control}`).values(),
];

/** What was not read or not judged; empty: nothing. */
export function problems(report: Report): string {
  if (report.problems.length === 0) return '';
  return `#### Not read or not judged\n\n${report.problems.map((problem) => `- ${code(placeText(problem))} ${escaped(problem.message)}`).join('\n')}\n`;
}

/** Acceptances that do not count or answer for nothing. */
export function toLookAt({ findings }: Report): string {
  const lines = findings.filter(isAboutAcceptance).map(({ origin, detail }) => `- ${code(lineOf(origin))} ${escaped(detail)}`);
  return lines.length === 0 ? '' : `#### Acceptances to look at\n\n${lines.join('\n')}\n`;
}

/** What does not count: one line, and the accepted ones folded below it. */
export function livedWith(report: Report): string {
  const { accepted = 0, baseline = 0 } = report.summary;
  const stale = report.baseline?.stale ?? 0;
  const said = [
    ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ...(baseline === 0 ? [] : [`${baseline} in the baseline`]),
    ...(stale === 0 ? [] : [`${count(stale, 'entry', 'entries')} of the baseline ${stale === 1 ? 'is' : 'are'} mended`]),
  ];
  if (said.length === 0) return '';
  const reasons = [...acceptedFindings(report), ...acceptedProblems(report)].map(({ what, accepted: { reason, until, place } }) => {
    const name = 'control' in what ? `${what.control} in ${what.container.slice(what.container.indexOf('#') + 1)}` : what.message;
    return `- ${escaped(name)}, until ${until}: ${escaped(reason)} (${code(lineOf(place))})`;
  });
  const lines = [...new Set(reasons)];
  const shown = lines.length === 0 ? '' : `\n<details><summary>What is accepted</summary>\n\n${lines.join('\n')}\n\n</details>\n`;
  return `Not counted: ${said.join(', ')}.\n${shown}`;
}

/** Folded, one block a severity, the worst first: the first thing to go where room is short is the least. */
function places(blocks: readonly Block[]): string[] {
  return [...groupBy(blocks, ({ finding }) => finding.severity)].map(([severity, members]) => fold(severity as Severity, members));
}

function fold(severity: Severity, members: readonly Block[]): string {
  const lines = members.map(
    ({ finding, container }) =>
      `- ${code(lineOf(finding.origin))} ${escaped(container.name)}: ${escaped(finding.detail)} (${finding.control})`,
  );
  return `<details><summary>${count(members.length, `${severity} finding`)}</summary>\n\n${lines.join('\n')}\n\n</details>\n`;
}

/** What a file wrote must stay text: no markup, no mention, no link of its own. */
export const escaped = (text: string): string =>
  printable(text).replace(/[\\`*_{}[\]<>()#+!|~@]/g, (char) => (char === '<' ? '&lt;' : char === '@' ? '@\u200b' : `\\${char}`));

const cell = (text: string): string => escaped(text);

/** A code span that no backtick or table bar inside can end. */
export const code = (text: string): string =>
  `<code>${printable(text).replace(/[&<>|`@*_[\]]/g, (char) => `&#${char.codePointAt(0)};`)}</code>`;
