import { atLeast, type Report, type Severity, severities } from '../../model/index.ts';
import { type Block, groupBy } from './blocks.ts';
import { wrap } from './cells.ts';
import { notCountedLines } from './lived-with.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { count, list } from './words.ts';

/** Counts, what to do first, and the next command. */
export function closingLines(report: Report, blocks: readonly Block[], folded: boolean, page: Page): string[] {
  const { style, width } = page;
  // What closes the ways out stands above.
  const said = new Set(report.ways?.cut.map(({ change }) => `${change.container} ${change.control}`));
  const steps = stepsOf(blocks.filter(({ finding }) => !said.has(`${finding.container} ${finding.control}`)));
  return [
    '',
    style.bold('Summary'),
    ...wrap(countsText(report, blocks), width, '  '),
    ...notCountedLines(report, page),
    ...verdictLines(report, page),
    ...stepLines(steps, said.size === 0 ? 'Do first' : 'Do next', page),
    ...nextLines((said.size === 0 ? (steps[0] ?? blocks) : blocks)[0], folded, page),
  ];
}

/** Where all was passed over for one reason, that reason says more than what might have been there. */
function nothing(passedOver: Report['passedOver']): string {
  const reasons = new Set(passedOver.map(({ reason }) => reason));
  const [first] = passedOver;
  if (first === undefined || reasons.size > 1 || !first.reason.startsWith('declares ') || first.reason === 'declares no container')
    return none(passedOver);
  return `nothing was judged: ${passedOver.length === 1 ? first.file : `each of ${passedOver.length} files`} ${first.reason}`;
}

const none = ({ length }: Report['passedOver']): string =>
  `nothing was judged: no Containerfile, compose file, Kubernetes manifest or run command was found${length === 0 ? '' : `; ${count(length, 'file')} passed over (--verbose says why)`}`;

/** The machine is neither a container nor a file. */
export function subjectOf(judged: Report['containers'], containers: number, files: number): string {
  const hosts = judged.filter(({ kind }) => kind === 'host').length;
  if (hosts === 0) return `${count(containers, 'container')} in ${count(files, 'file')}`;
  return containers === hosts ? 'this host' : `${count(containers - hosts, 'container')} in ${count(files - hosts, 'file')}, and this host`;
}

function countsText({ summary, passedOver, containers: all }: Report, blocks: readonly Block[]): string {
  const { containers, files, broken, unknown, held, problems } = summary;
  if (containers === 0) return problems === 0 ? nothing(passedOver) : `nothing was judged: ${count(problems, 'problem')}`;
  const found = [...severities].reverse().filter((severity) => broken[severity] > 0);
  const findings = found.length === 0 ? 'nothing is wrong' : found.map((severity) => `${broken[severity]} ${severity}`).join(', ');
  const implied = blocks.reduce((sum, block) => sum + block.implied.length, 0);
  const follow = implied === 0 ? '' : ` (${implied} of them ${implied === 1 ? 'follows' : 'follow'} from another)`;
  const rest = [
    ...(unknown === 0 ? [] : [`${unknown} not decided`]),
    ...(held === 0 ? [] : [`${count(held, 'measure')} ${held === 1 ? 'is' : 'are'} on`]),
    ...(problems === 0 ? [] : [count(problems, 'problem')]),
  ];
  return `${subjectOf(all, containers, files)}: ${[findings + follow, ...rest].join('; ')}`;
}

/** What the run comes to, as its exit code says it. */
export function verdictLines({ summary, findings }: Report, { style, options }: Page): string[] {
  const { failOn } = options;
  const failing = failOn === undefined ? 0 : findings.filter((each) => each.outcome === 'broken' && atLeast(each.severity, failOn)).length;
  if (failing > 0)
    return [
      `  ${style.severity('high')(`${count(failing, 'finding')} ${failing === 1 ? 'is' : 'are'} ${floor(failOn)}: the check fails`)}`,
    ];
  const open = failOn !== undefined && findings.some((each) => each.outcome === 'unknown' && atLeast(each.severity, failOn));
  if (open) return [`  ${style.severity('high')(`a measure that is ${floor(failOn)} could not be decided: the check fails`)}`];
  if (summary.problems > 0) return [`  ${style.severity('high')('not everything could be judged: the check fails')}`];
  if (summary.containers === 0 || failOn === undefined) return [];
  return [`  ${style.good(`nothing is ${floor(failOn)}: the check passes`)}`];
}

const floor = (failOn: Severity | undefined): string => (failOn === 'critical' ? 'critical' : `${failOn} or worse`);

/** What to do, the worst first, then what settles most. */
function stepsOf(blocks: readonly Block[]): (readonly Block[])[] {
  const groups = [...groupBy(blocks, ({ finding }) => `${finding.severity} ${finding.control}`).values()];
  return groups.filter((group) => group[0]?.finding.remedy !== undefined).sort((a, b) => weight(b) - weight(a));
}

function stepLines(steps: readonly (readonly Block[])[], title: string, { style, width }: Page): string[] {
  if (steps.length === 0) return [];
  return ['', style.bold(title), ...steps.slice(0, 3).flatMap((group, index) => wrap(stepText(group), width, `  ${index + 1}. `))];
}

const weight = (group: readonly Block[]): number => {
  const settled = group.reduce((sum, block) => sum + 1 + block.implied.length, 0);
  return severities.indexOf((group[0] as Block).finding.severity) * 1e9 + settled;
};

function stepText(group: readonly Block[]): string {
  const { finding, container } = group[0] as Block;
  const names = new Map(group.map((block) => [block.container.id, block.container.name]));
  const where = names.size === 1 ? `${container.name} (${lineOf(finding.origin)})` : whereOf([...names.values()]);
  const also = group.reduce((sum, block) => sum + block.implied.length, 0);
  const settles = also === 0 ? '' : `, which settles ${count(also, 'other finding')} too`;
  return `${finding.control} in ${where}: ${list(finding.remedy ?? [])}${settles}`;
}

const whereOf = (names: readonly string[]): string =>
  names.length > 3 || new Set(names).size < names.length ? `${names[0]} and ${count(names.length - 1, 'other container')}` : list(names);

function nextLines(worst: Block | undefined, folded: boolean, { style }: Page): string[] {
  if (worst === undefined) return [];
  const explain = `  bulkhead explain ${worst.finding.control}`;
  const details = '  add --details';
  const column = Math.max(explain.length, details.length) + 3;
  return [
    '',
    style.bold('Next'),
    `${explain.padEnd(column)}${style.dim('why it matters, and how to set it everywhere')}`,
    ...(folded ? [`${details.padEnd(column)}${style.dim('every container in full, with its lines')}`] : []),
  ];
}
