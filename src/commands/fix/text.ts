import type { Left, Mended } from '../../fix/want.ts';
import { styleFor } from '../../reports/text/style.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { diffOf, paintedDiff } from './diff.ts';
import type { Fixed } from './fixed.ts';

export interface Look {
  readonly color: boolean;
}

type Paints = ReturnType<typeof styleFor>;

/** What changes and why, file by file, with its diff; then what is left, and what to do about it. */
export function fixAsText(fixed: Fixed, { color }: Look): string {
  const style = styleFor(color);
  const parts = [
    ...fixed.files.flatMap((file) => [
      `${style.bold(clean(file.file))}${file.written === false ? ' (not written)' : ''}`,
      ...byControl(
        fixed.mended.filter(({ edits }) => isAbout(edits, file.file)),
        style,
      ),
      '',
      paintedDiff(file, color),
    ]),
    ...leftLines(fixed.left, style),
    ...fixed.problems.map(
      ({ file, line, message }) => `${style.bold('problem')}  ${clean(file)}${line === undefined ? '' : `:${line}`}: ${clean(message)}`,
    ),
    ...(fixed.problems.length === 0 ? [] : ['']),
    ...passedOverLines(fixed.passedOver, style),
    closing(fixed),
  ];
  return `${parts.join('\n')}\n`;
}

export const fixAsPatch = ({ files }: Fixed): string => files.map(diffOf).join('');

const clean = (text: string): string => printable(oneLine(text));

const isAbout = (edits: Mended['edits'], file: string): boolean => edits.some(({ source }) => source.path === file);

const nameOf = (container: string): string => clean(container.slice(container.indexOf('#') + 1));

/** One entry for each control and what it says, however many containers it concerns; what cannot break anything first. */
function byControl(mended: readonly Mended[], style: Paints): string[] {
  const groups = new Map<string, { readonly first: Mended; readonly names: Set<string>; readonly notes: Set<string> }>();
  for (const one of mended) {
    const { finding } = one.want;
    const key = `${finding.control}\n${finding.detail}`;
    const group = groups.get(key) ?? { first: one, names: new Set(), notes: new Set() };
    groups.set(key, group);
    group.names.add(nameOf(finding.container));
    for (const note of one.notes) group.notes.add(note);
  }
  const inOrder = [...groups.values()].sort((a, b) => Number(b.first.want.risk.safe) - Number(a.first.want.risk.safe));
  return inOrder.flatMap(({ first: { want }, names, notes }) => [
    `  ${style.bold(want.finding.control)} (${listed(names)}): ${clean(want.finding.detail)}`,
    ...(want.risk.safe
      ? []
      : [`      ${style.severity('medium')('may break')}: ${want.risk.because}`, `      ${style.dim(`to test: ${want.risk.test}`)}`]),
    ...[...notes].map((note) => `      ${style.severity('low')('to do')}: ${clean(note)}`),
  ]);
}

const listed = (names: ReadonlySet<string>): string =>
  [...names].slice(0, 3).join(', ') + (names.size > 3 ? ` and ${names.size - 3} more` : '');

const headings: Readonly<Record<Left['why'], string>> = {
  unsafe: 'Left because it may stop a program (--unsafe writes it)',
  declined: 'Left because you said no',
  refused: 'Left because it cannot be written',
  'no remedy': 'Left because what to write is not known here',
  unknown: 'Not decided',
};

function leftLines(left: readonly Left[], style: Paints): string[] {
  return (Object.keys(headings) as Left['why'][]).flatMap((why) => {
    const of = left.filter((one) => one.why === why);
    if (of.length === 0) return [];
    return [style.bold(headings[why]), ...grouped(of), ''];
  });
}

/** One line for each control and reason, however many containers it concerns. */
function grouped(left: readonly Left[]): string[] {
  const groups = new Map<string, { readonly control: string; readonly because: string; readonly names: Set<string> }>();
  for (const { finding, because } of left) {
    const key = `${finding.control}\n${because}`;
    const group = groups.get(key) ?? { control: finding.control, because, names: new Set() };
    group.names.add(nameOf(finding.container));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ control, because, names }) => {
    return `  ${control} (${listed(names)}): ${clean(because)}`;
  });
}

/** One line for each chart and overlay. */
function passedOverLines(passedOver: Fixed['passedOver'], style: Paints): string[] {
  if (passedOver.length === 0) return [];
  const files = new Map<string, Set<string>>();
  for (const { file, reason } of passedOver) files.set(reason, (files.get(reason) ?? new Set()).add(clean(file)));
  return [style.bold('Not changed'), ...[...files].map(([reason, names]) => `  ${listed(names)}: ${clean(reason)}`), ''];
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

function closing({ mended, files, left, looked, write, problems, passedOver }: Fixed): string {
  const broken = left.filter(({ finding }) => finding.outcome === 'broken').length;
  const unsafe = left.filter(({ why }) => why === 'unsafe').length;
  const rest = broken === 0 ? 'nothing that is known to be off is left' : `${count(broken, 'finding')} left`;
  if (mended.length === 0) {
    if (looked === 0 && passedOver.length > 0 && problems.length === 0) return 'Nothing here can be changed by fix.';
    if (looked === 0) return problems.length > 0 ? 'Nothing was read.' : 'Nothing here declares a container.';
    return broken === 0
      ? `Nothing to fix in ${count(looked, 'file')}.`
      : `Nothing to write; ${rest}${unsafe > 0 ? `, ${unsafe} with --unsafe` : ''}.`;
  }
  const what = `${count(mended.length, 'fix', 'fixes')} in ${count(files.length, 'file')}`;
  if (!write) return `${what}, not written: add --write. After them, ${rest}${unsafe > 0 ? ` (${unsafe} more with --unsafe)` : ''}.`;
  const failed = files.filter(({ written }) => written === false).length;
  return `${what} written${failed > 0 ? ` (${count(failed, 'file')} not)` : ''} and judged again: ${rest}${unsafe > 0 ? ` (${unsafe} more with --unsafe)` : ''}.`;
}
