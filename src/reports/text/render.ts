import type { Report } from '../../model/index.ts';
import { openOf } from '../lived-with.ts';
import type { ReportOptions } from '../options.ts';
import { belowFindings } from './below.ts';
import { blocksOf } from './blocks.ts';
import { byContainer, surelyLonger } from './by-container.ts';
import { byControl } from './by-control.ts';
import { byStandard } from './by-standard.ts';
import { clean } from './clean.ts';
import { closingLines } from './closing.ts';
import { pageFor, textOf } from './page.ts';
import { quietLines } from './quiet.ts';
import { waysOut } from './ways-out.ts';

/** Two screens of fifty lines; what the findings get of them is what the rest leaves over, but at least so much. */
const twoScreens = 100;
const leastRoom = 24;

/** A project of a few containers is read whole, so its findings get more room. */
const fewContainers = 20;
const roomOfFew = 90;

/** Findings that take more lines than this, container by container, are folded by control, unless details are asked for. */
const mostInFull = 60;

/** The report for people: ways out, findings, what was not decided, problems, and what to do. Ends with a line break. */
export function renderText(raw: Report, options: ReportOptions = {}): string {
  const whole = clean(raw, options.all === true);
  const report = openOf(whole);
  const page = pageFor(options);
  if (options.quiet === true) return textOf(quietLines(report, page));
  const blocks = blocksOf(report);
  const full = options.details !== true && surelyLonger(blocks, mostInFull) ? undefined : byContainer(blocks, page);
  const folded = options.details !== true && (full === undefined || full.length > mostInFull);
  const standard = report.profile?.standard;
  // Admission allows or refuses; how far an intruder would get is another question.
  const before = standard === 'pss' ? [] : waysOut(whole, blocks, page);
  const after = [...belowFindings(report, whole, page), ...closingLines(report, blocks, folded, page)];
  const least = report.containers.length > fewContainers ? leastRoom : roomOfFew;
  const room = Math.max(least, twoScreens - 4 - before.length - after.length);
  const findings = standard !== undefined ? byStandard(report, page) : full === undefined || folded ? byControl(blocks, room, page) : full;
  const heading =
    standard === undefined && before.length > 0 && findings.length > 0
      ? ['', page.style.bold(`All findings, ${folded ? 'the gravest first' : 'container by container'}`)]
      : [];
  const lines = [...before, ...heading, ...(heading.length > 0 ? findings.slice(1) : findings), ...after];
  return textOf(lines[0] === '' ? lines.slice(1) : lines);
}
