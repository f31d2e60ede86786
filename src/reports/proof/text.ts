import { type Severity, severities } from '../../model/index.ts';
import { printable } from '../../text/printable.ts';
import { wrap } from '../text/cells.ts';
import { cleaned } from '../text/clean.ts';
import { count, list } from '../text/words.ts';
import { columnsFor, type TableStyle, tableStyle } from './columns.ts';
import { networkLines } from './network.ts';
import { type ProofReport, type ProvedContainer, type ProvedControl, proofVerdicts } from './shape.ts';
import { summaryOf } from './summary.ts';
import { proofWays } from './ways.ts';
import { kernelSays, refusals, sentenceOf } from './words.ts';

/** What of the page is asked for: colours, columns, and each attempt that was refused as well. */
export interface ProofTextOptions {
  readonly color: boolean;
  readonly width: number;
  readonly all: boolean;
}

/** One table a container, what fails first and of that the worst; then what could not be read or proved. Ends with a line break. */
export function proofText(report: ProofReport, options: ProofTextOptions): string {
  const { containers, problems } = report;
  const ways = proofWays(cleaned(report), options);
  const style = tableStyle(options);
  const tables = containers.map((one) => `${tableOf(one, style, options.all).join('\n')}\n`);
  const failed = problems.flatMap(({ file, line, message }) =>
    wrap(printable(`${file}${line === undefined ? '' : `:${line}`}  ${message}`), style.width, 'problem  '),
  );
  return [
    ...tables,
    ...(ways.length === 0 ? [] : [`${ways.join('\n')}\n`]),
    ...(failed.length === 0 ? [] : [`${failed.join('\n')}\n`]),
  ].join('\n');
}

function tableOf(proved: ProvedContainer, style: TableStyle, all: boolean): readonly string[] {
  const { name, engine, engineVersion, file, line } = proved.container;
  const how = proved.way === 'live' ? 'entered while it runs' : 'a twin of it';
  const head = `${style.bold(printable(name))}  (${[engine, engineVersion].filter(Boolean).join(' ')}, ${how})  ${printable(`${file}:${line}`)}`;
  const columns = columnsFor(style, proved.controls);
  const shown = proved.controls.filter(({ verdict }) => all || verdict !== 'not probed').sort(byVerdict);
  const rows = shown.flatMap((row) => [columns.row(row), ...under(row, all, columns.needsPlace).flatMap((text) => indented(text, style))]);
  return [head, '', style.dim(columns.head), ...rows, ...(all ? [] : leftOut(proved.controls, style)), '', ...closing(proved, style, all)];
}

const byVerdict = (a: ProvedControl, b: ProvedControl): number =>
  proofVerdicts.indexOf(a.verdict) - proofVerdicts.indexOf(b.verdict) || weigh(b.severity) - weigh(a.severity);

const weigh = (severity: Severity): number => severities.indexOf(severity);

/** Below the row: where it is declared if no column has room for that, what was met, and which views contradict each other. */
function under(row: ProvedControl, all: boolean, needsPlace: boolean): readonly string[] {
  const { verdict, because, declared, evidence } = row;
  const place = needsPlace && declared !== undefined ? [`declared at ${declared.file}:${declared.line}`] : [];
  const nothingMet = verdict === 'inconclusive' && !evidence.some((one) => one.verdict === verdict);
  if (verdict === 'not probed' || nothingMet) return [...place, ...(because === undefined ? [] : [because])];
  if (row.basis === 'kernel') return [...place, kernelSays(row), ...contradictions(row)];
  const told = evidence.filter((one) => all || one.verdict === verdict).map(sentenceOf);
  const met = verdict === 'holds' && !all ? [refusals(evidence)] : told;
  return [...place, ...commonGround(row), ...met, ...contradictions(row)];
}

/** Of several attempts that got through what lets them all, where no line is to blame: the engine's own profile, the capabilities that it gives. */
function commonGround({ verdict, declared, effective, evidence }: ProvedControl): readonly string[] {
  const through = evidence.filter((one) => one.verdict === 'fails' && one.mild === undefined);
  if (verdict !== 'fails' || declared !== undefined || effective?.outcome !== 'broken' || through.length < 2) return [];
  return [`${effective.detail}${effective.from === undefined ? '' : ` (${effective.from})`}`];
}

/** What is stronger than declared is nobody's concern; a measure that holds though the kernel says that it is off is worth a look. */
const contradictions = (row: ProvedControl): readonly string[] =>
  row.drift.flatMap(({ between, direction }) => {
    if (direction === 'weaker') return [contradiction(row, between)];
    return between[0] === 'observed' ? [`every attempt was refused, though the kernel says: ${kernelSays(row)}`] : [];
  });

function contradiction(
  { effective, observed, declared }: ProvedControl,
  [first, second]: ProvedControl['drift'][number]['between'],
): string {
  const place = declared === undefined ? undefined : `${declared.file}:${declared.line}`;
  const ground = first === 'effective' ? (effective?.from ?? place) : observed?.ground;
  const told = first === 'effective' ? 'it was to be on' : 'the kernel says that it is on';
  const met =
    second === 'proved'
      ? 'an attempt got through'
      : `the kernel says that it is off${observed?.ground === undefined ? '' : ` (${observed.ground})`}`;
  return `drift: ${told}${ground === undefined ? '' : ` (${ground})`}, and ${met}`;
}

const indented = (text: string, { width }: TableStyle): readonly string[] => wrap(printable(text), width, ' '.repeat(14));

/** What no attempt shows, in one line: first what is off anyway. */
function leftOut(controls: readonly ProvedControl[], { width }: TableStyle): readonly string[] {
  const without = controls.filter(({ verdict }) => verdict === 'not probed');
  if (without.length === 0) return [];
  const off = without.filter(({ effective }) => effective?.outcome === 'broken').map(({ control }) => control);
  const tail = off.length === 0 ? '' : `, of which ${list(off)} ${off.length === 1 ? 'is' : 'are'} off by declaration`;
  return wrap(`${count(without.length, 'measure')}${tail} (--all lists them)`, width, 'not probed    ');
}

function closing(proved: ProvedContainer, { width }: TableStyle, all: boolean): readonly string[] {
  const { attempts, holds, fails, inconclusive } = summaryOf({ containers: [proved], problems: [] });
  const drifts = proved.drifts.filter(({ direction }) => all || direction === 'weaker');
  const others: readonly (readonly [string, string])[] = [
    ...drifts.map(({ path, effective, observed }): [string, string] => [
      'drift    ',
      `${path}: ${effective.declared ? 'declared' : 'by default'} ${effective.value} (${effective.ground}), observed ${observed.value} (${observed.ground})`,
    ]),
    ...(all && proved.unobserved !== undefined ? [['note     ', `the kernel's own view was not read: ${proved.unobserved}`] as const] : []),
    ...networkLines(proved.network, all),
    ...proved.notes.map((note): [string, string] => ['note     ', note]),
    ...(proved.cutShort === undefined
      ? []
      : [['problem  ', `the probe program was ended before its last attempt: ${proved.cutShort}`] as const]),
  ];
  return [
    `${count(attempts, 'attempt')}: ${count(holds, 'measure holds', 'measures hold')}, ${fails} ${fails === 1 ? 'does' : 'do'} not, ${inconclusive} could not be told`,
    ...others.flatMap(([first, text]) => wrap(printable(text), width, first)),
  ];
}
