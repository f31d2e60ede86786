import type { Left, Mended } from '../../fix/want.ts';
import { shownDiff } from './diff.ts';
import type { Fixed } from './fixed.ts';

/** The same as plain data: `files` with their diffs (secrets hidden: `--format patch` has them as they are), `fixes`, what is `left`, `problems`, and what was `passedOver`. */
export function fixAsJson({ files, mended, left, problems, passedOver, write }: Fixed): string {
  const said = {
    version: 1,
    written: write,
    files: files.map((file) => ({ file: file.file, written: file.written === true, diff: shownDiff(file) })),
    fixes: mended.map(fixOf),
    left: left.map(leftOf),
    problems,
    passedOver,
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

const fixOf = ({ want: { finding, risk }, edits, notes }: Mended) => ({
  control: finding.control,
  container: finding.container,
  severity: finding.severity,
  detail: finding.detail,
  remedy: finding.remedy ?? [],
  files: [...new Set(edits.map(({ source }) => source.path))],
  ...risk,
  notes,
});

const leftOf = ({ finding, why, because, risk }: Left) => ({
  control: finding.control,
  container: finding.container,
  severity: finding.severity,
  outcome: finding.outcome,
  detail: finding.detail,
  why,
  because,
  ...(risk === undefined ? {} : { risk }),
});
