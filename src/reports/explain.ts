import { standards } from '../facts/standards.ts';
import {
  type Control,
  type Gain,
  groups,
  type HostControl,
  type Measure,
  type Phrases,
  phrase,
  type References,
  type SurfaceId,
  severities,
} from '../model/index.ts';
import { bareContainer } from './bare.ts';
import type { ReportOptions } from './options.ts';
import { padTo, wrap } from './text/cells.ts';
import { type Page, pageFor } from './text/page.ts';

/** A surface as `explain` needs it; the title as reports name it: "Compose". */
export interface Way {
  readonly surface: SurfaceId;
  readonly title: string;
  readonly phrases: Phrases;
}

/** What an intruder gains where the measure is off. */
const gains: Record<Gain, string> = {
  host: 'opens the host',
  'other containers': 'opens other containers',
  network: 'opens the network',
  secrets: 'gives away secrets',
  privileges: 'gives away privileges',
  availability: 'lets one container starve the others',
};

/** Everything about one control: why, what it stops, how to set it on each surface, who asks for it. */
export function explain(control: Control, ways: readonly Way[], options: ReportOptions = {}): string {
  const page = pageFor(options);
  return explained(control, section('How to set it', waysLines(control, ways, page), page), options);
}

/** The same of a measure of the machine. */
export function explainHost(control: HostControl, options: ReportOptions = {}): string {
  const page = pageFor(options);
  const how = control.steps.flatMap((step) => wrap(step, page.width, '  '));
  return explained(
    control,
    section('How to set it on the machine', [...how, '', '  bulkhead check host says what is the case on this one.'], page),
    options,
  );
}

function explained(control: Measure, how: readonly string[], options: ReportOptions): string {
  const page = pageFor(options);
  const { style } = page;
  const off = `${style.severity(control.severity)(control.severity)}: without it, a breach ${gains[control.gain]}`;
  const lines = [
    style.bold(control.id),
    ...wrap(control.title, page.width, '  '),
    `  ${off} ${style.dim(`(${control.group}, ${control.level})`)}`,
    ...section('Why', wrap(control.why, page.width, '  '), page),
    ...section('What it stops', wrap(control.stops, page.width, '  '), page),
    ...how,
    ...section('Who asks for it', standardLines(control.references, page), page),
    ...section('More', [`  ${options.pages ?? 'docs/controls/'}${control.id}.md`], page),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

const section = (title: string, lines: readonly string[], { style }: Page): string[] =>
  lines.length === 0 ? [] : ['', style.bold(title), ...lines];

function waysLines(control: Control, ways: readonly Way[], page: Page): string[] {
  const column = Math.max(0, ...ways.map(({ title }) => title.length));
  return ways.flatMap((way) => {
    const head = `  ${padTo(way.title, column)}  `;
    const said = sayingsOf(control, way);
    if (typeof said === 'string') return [`${head}${page.style.dim(said)}`];
    return said.flatMap((line, index) => wrap(line, page.width, index === 0 ? head : ' '.repeat(head.length)));
  });
}

/** The lines that set it, or a sentence that says why there are none. */
function sayingsOf(control: Control, { surface, phrases }: Way): readonly string[] | string {
  const container = bareContainer(surface);
  if (control.judges.every((kind) => kind === 'object'))
    return surface === 'kubernetes'
      ? 'it depends on what the object holds: check names the key'
      : 'not there: only Kubernetes has such objects';
  if (!control.judges.includes(container.kind)) return 'not there: it is decided when a container starts';
  const patch = control.harden(container);
  if (patch.length === 0) return 'it depends on what the container asks for: check names the line';
  const lines = patch.map((change) => phrase(phrases, change, container.engine)).filter((line) => line !== undefined);
  return lines.length === 0 ? 'it cannot be said there' : [...new Set(lines)];
}

function standardLines(references: References, { width, style }: Page): string[] {
  return (Object.keys(standards) as (keyof References)[]).flatMap((key) => {
    const ids = references[key] ?? [];
    if (ids.length === 0) return [];
    const { name, version, entries } = standards[key];
    const column = Math.min(Math.max(...ids.map((id) => id.length)), 40);
    return [`  ${name}${style.dim(`, ${version}`)}`, ...ids.flatMap((id) => wrap(entries[id] ?? '', width, `    ${padTo(id, column)}  `))];
  });
}

/** Every control by group, the gravest first. */
export function explainIndex(controls: readonly Measure[], options: ReportOptions = {}): string {
  const page = pageFor(options);
  const column = Math.max(0, ...controls.map(({ id }) => id.length));
  const lines = groups.flatMap((group) => {
    const members = controls
      .filter((control) => control.group === group)
      .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
    return members.length === 0 ? [] : [page.style.bold(group), ...members.flatMap((control) => indexLines(control, column, page)), ''];
  });
  return [...lines, 'bulkhead explain CONTROL says more of one.'].map((line) => `${line.trimEnd()}\n`).join('');
}

function indexLines({ id, severity, level, title }: Measure, column: number, { style, width }: Page): string[] {
  const head = `  ${padTo(id, column)}  ${padTo(severity, 8)}  `;
  const [first = '', ...rest] = wrap(level === 'strict' ? `${title} (strict)` : title, width, head);
  const painted = `  ${padTo(id, column)}  ${style.severity(severity)(severity)}`;
  return [painted + first.slice(`  ${padTo(id, column)}  ${severity}`.length), ...rest];
}
