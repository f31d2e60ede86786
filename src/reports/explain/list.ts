import { groups, type Measure, severities } from '../../model/index.ts';
import type { ReportOptions } from '../options.ts';
import { padTo, wrap } from '../text/cells.ts';
import { type Page, pageFor, textOf } from '../text/page.ts';

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
  return textOf([...lines, 'bulkhead explain CONTROL says more of one.']);
}

function indexLines({ id, severity, level, title }: Measure, column: number, { style, width }: Page): string[] {
  const head = `  ${padTo(id, column)}  ${padTo(severity, 8)}  `;
  const [first = '', ...rest] = wrap(level === 'strict' ? `${title} (strict)` : title, width, head);
  const painted = `  ${padTo(id, column)}  ${style.severity(severity)(severity)}`;
  return [painted + first.slice(`  ${padTo(id, column)}  ${severity}`.length), ...rest];
}
