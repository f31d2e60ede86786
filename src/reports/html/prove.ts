import type { Measure, Outcome } from '../../model/index.ts';
import type { PageContainer, PageData, PageEntry, PageView, State } from '../../web/data.ts';
import type { ProofReport, ProofVerdict, ProvedContainer, ProvedControl, View, ViewDrift } from '../proof/shape.ts';
import { kernelSays, refusals, sentenceOf } from '../proof/words.ts';
import { cleaned } from '../text/clean.ts';
import { count } from '../text/words.ts';
import { problemOf } from './check.ts';
import { pageControls } from './controls.ts';
import { textsOnce } from './texts.ts';
import { proofVerdict } from './verdict.ts';

const stateOf: Readonly<Record<ProofVerdict, State>> = { fails: 'off', inconclusive: 'unknown', holds: 'on', 'not probed': 'none' };
const viewStates: Readonly<Record<Outcome, State>> = { broken: 'off', unknown: 'unknown', held: 'on', inapplicable: 'none' };

/** What `prove` tried, for the page: a row a control, with all of its views. */
export function provePage(raw: ProofReport, measures: readonly Measure[]): PageData {
  const report = cleaned(raw);
  const { texts, at } = textsOnce();
  const rows = report.containers.flatMap((one, container) => one.controls.map((row) => ({ container, row })));
  const controls = pageControls(
    rows.map(({ row }) => row),
    measures,
  );
  const control = new Map(controls.map(({ id }, index) => [id, index]));
  return {
    kind: 'prove',
    version: report.tool.version,
    title: `${count(report.containers.length, 'container')} on the real kernel`,
    targets: [report.target],
    facts: [
      ['profile', report.profile],
      ['kernel', `${report.machine.kernel}, ${report.machine.architecture}`],
      ['time', report.time],
    ],
    verdict: proofVerdict(report),
    texts,
    containers: report.containers.map(containerOf),
    controls,
    entries: rows.map(({ container, row }) => entryOf(row, container, control.get(row.control) ?? 0, at)),
    rest: report.containers.map(() => []),
    problems: report.problems.map(problemOf),
    passedOver: [],
    ...(report.ways === undefined ? {} : { ways: report.ways }),
  };
}

function containerOf({ container, way, notes, unobserved, cutShort, drifts }: ProvedContainer): PageContainer {
  const { id, name, engine, engineVersion, file, line } = container;
  const said = [
    ...(cutShort === undefined ? [] : [`not every attempt was made: ${cutShort}`]),
    ...(unobserved === undefined ? [] : [`nothing was read from the kernel: ${unobserved}`]),
    ...notes,
    ...drifts.map(
      (each) =>
        `${each.path} is ${each.direction === 'different' ? 'different' : `${each.direction} than declared`}: ${each.observed.value} (${each.observed.ground}), not ${each.effective.value} (${each.effective.ground})`,
    ),
  ];
  return {
    id,
    name,
    engine: `${engine}${engineVersion === undefined ? '' : ` ${engineVersion}`}, ${way === 'twin' ? 'a twin of it' : 'the container itself'}`,
    file,
    line,
    ...(said.length === 0 ? {} : { notes: said }),
  };
}

function entryOf(row: ProvedControl, container: number, control: number, at: (text: string) => number): PageEntry {
  const { declared, effective, observed, evidence, drift, verdict, severity } = row;
  return {
    container,
    control,
    state: stateOf[verdict],
    severity,
    says: at(saysOf(row)),
    ...(declared === undefined
      ? {}
      : {
          place: { file: declared.file, line: declared.line, column: declared.column },
          excerpt: { text: declared.text, start: 0, length: 0 },
        }),
    ...(effective?.from === undefined ? {} : { from: effective.from }),
    views: {
      declared: declared !== undefined,
      ...(effective === undefined ? {} : { effective: viewOf(effective, effective.from) }),
      ...(observed === undefined ? {} : { observed: viewOf(observed, observed.ground) }),
    },
    ...(evidence.length === 0 ? {} : { tried: evidence.map((one) => ({ state: stateOf[one.verdict], text: sentenceOf(one) })) }),
    ...(drift.length === 0 ? {} : { drift: drift.map(driftText) }),
  };
}

function saysOf(row: ProvedControl): string {
  if (row.because !== undefined) return row.because;
  if (row.basis === 'kernel') return kernelSays(row);
  const through = row.evidence.find(({ verdict }) => verdict === 'fails');
  return through === undefined ? `refused in ${refusals(row.evidence)}` : sentenceOf(through);
}

const viewOf = ({ outcome, detail }: View, from: string | undefined): PageView => ({
  state: viewStates[outcome],
  text: detail,
  ...(from === undefined ? {} : { from }),
});

const driftText = ({ between: [first, second], direction }: ViewDrift): string => `${second} is ${direction} than ${first}`;
