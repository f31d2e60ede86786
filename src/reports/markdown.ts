import { atLeast, type Report, type Severity, severities } from '../model/index.ts';
import { printable } from '../text/printable.ts';
import type { ReportOptions } from './options.ts';
import { type Block, blocksOf, groupBy, mostCommon } from './text/blocks.ts';
import { lineOf, placeText } from './text/place.ts';
import { isWayOut } from './text/ways-out.ts';
import { count, list, reaches } from './text/words.ts';

/** A comment on GitHub or GitLab holds 65,536 characters; what is left of that goes to whoever quotes the report. */
const longest = 60_000;

/** A report for a pull request's comment: the verdict, the ways out, one row a control, and the places folded away. */
export function renderMarkdown(report: Report, options: ReportOptions = {}): string {
  const blocks = blocksOf(report);
  const parts = [heading(report, blocks, options), waysOut(blocks), table(blocks), problems(report), ...places(blocks)];
  let text = '';
  for (const part of parts.filter((each) => each !== '')) {
    if (text.length + part.length > longest) return `${text}\n… shortened: the whole report is in the job's log or its JSON.\n`;
    text += text === '' ? part : `\n${part}`;
  }
  return text;
}

function heading({ summary }: Report, blocks: readonly Block[], { failOn }: ReportOptions): string {
  const failing = failOn === undefined ? [] : blocks.filter(({ finding }) => atLeast(finding.severity, failOn));
  const mark = failing.length > 0 || summary.problems > 0 ? '❌' : '✅';
  const found = [...severities]
    .reverse()
    .flatMap((severity) => (summary.broken[severity] > 0 ? [`${summary.broken[severity]} ${severity}`] : []));
  const rest = [
    ...(summary.unknown > 0 ? [`${summary.unknown} not decided`] : []),
    ...(summary.problems > 0 ? [count(summary.problems, 'problem')] : []),
  ];
  const said = [...(found.length === 0 ? ['nothing is wrong'] : found), ...rest].join(', ');
  return `### ${mark} Bulkhead: ${count(summary.containers, 'container')} in ${count(summary.files, 'file')}\n\n${said}\n`;
}

function waysOut(blocks: readonly Block[]): string {
  const open = blocks.filter(({ finding }) => isWayOut(finding));
  if (open.length === 0) return '';
  const groups = [...groupBy(open, ({ finding }) => `${finding.control} ${finding.detail}`).values()];
  const lines = groups.map((group) => {
    const { finding } = group[0] as Block;
    const names = [...new Set(group.map(({ container }) => `**${escaped(container.name)}**`))];
    return `- ${list(names, 3)} ${reaches[finding.gain]}: ${escaped(finding.detail)} (${code(lineOf(finding.origin))})`;
  });
  return `#### Ways out\n\n${lines.join('\n')}\n`;
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

function problems(report: Report): string {
  if (report.problems.length === 0) return '';
  return `#### Not read or not judged\n\n${report.problems.map((problem) => `- ${code(placeText(problem))} ${escaped(problem.message)}`).join('\n')}\n`;
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
const escaped = (text: string): string =>
  printable(text).replace(/[\\`*_{}[\]<>()#+!|~@]/g, (char) => (char === '<' ? '&lt;' : char === '@' ? '@\u200b' : `\\${char}`));

const cell = (text: string): string => escaped(text);

/** A code span that no backtick or table bar inside can end. */
const code = (text: string): string => `<code>${printable(text).replace(/[&<>|`@*_[\]]/g, (char) => `&#${char.codePointAt(0)};`)}</code>`;
