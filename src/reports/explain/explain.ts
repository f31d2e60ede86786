import { standards } from '../../facts/standards.ts';
import type { Gain, References } from '../../model/index.ts';
import type { ReportOptions } from '../options.ts';
import { padTo, wrap } from '../text/cells.ts';
import { type Page, pageFor, textOf } from '../text/page.ts';
import { escapeLines } from './escapes.ts';
import type { Explanation } from './explanation.ts';
import { livingLines } from './living.ts';
import { proofLines } from './proof.ts';
import { paragraphs } from './readme.ts';
import { section } from './section.ts';
import { wayLines } from './ways.ts';

/** What an intruder gains where the measure is off. */
const gains: Record<Gain, string> = {
  host: 'opens the host',
  'other containers': 'opens other containers',
  network: 'opens the network',
  secrets: 'gives away secrets',
  privileges: 'gives away privileges',
  availability: 'lets one container starve the others',
};

/** Everything about one control: why, what it stops, how it is set, how it is proved, how to live with it, who asks for it. */
export function explain(explanation: Explanation, options: ReportOptions = {}): string {
  const page = pageFor(options);
  const { measure, behind, proof, living } = explanation;
  const { style, width } = page;
  const off = `${style.severity(measure.severity)(measure.severity)}: without it, a breach ${gains[measure.gain]}`;
  const lines = [
    style.bold(measure.id),
    ...wrap(measure.title, width, '  '),
    `  ${off} ${style.dim(`(${measure.group}, ${measure.level})`)}`,
    ...section('Why', wrap(measure.why, width, '  '), page),
    ...section('What it stops', wrap(measure.stops, width, '  '), page),
    ...section('The escapes behind it', escapeLines(behind, page), page),
    ...settingSection(explanation, page),
    ...section('How it is proved', proof === undefined ? [] : proofLines(proof, page), page),
    ...section('How to live with it', livingLines(living, page), page),
    ...section('Who asks for it', standardLines(measure.references, page), page),
    ...section('More', [`  ${options.pages ?? 'docs/controls/'}${measure.id}.md`], page),
  ];
  return textOf(lines);
}

function settingSection({ measure, intro, ways, steps }: Explanation, page: Page): string[] {
  const words = paragraphs(intro).flatMap((part) => wrap(part, page.width, '  '));
  if (steps === undefined) return section('How to set it', [...words, ...wayLines(ways, page)], page);
  const listed = steps.flatMap((step) => wrap(step, page.width, '  - '));
  return section(measure.group === 'image' ? 'How to build without it' : 'How to set it on the machine', [...words, ...listed], page);
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
