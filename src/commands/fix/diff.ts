import { createTwoFilesPatch } from 'diff';
import { printable } from '../../text/printable.ts';
import { maskSecrets } from '../../text/secrets.ts';
import type { ChangedFile } from './fixed.ts';

/** A unified diff as git prints it: `patch -p1` and `git apply` take it. */
export function diffOf({ file, before, after }: ChangedFile): string {
  const name = file.replace(/^(?:\.?\/)+/, '');
  const text = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 });
  // The line of equal signs is the package's own; nobody needs it.
  return text.replace(/^=+\n/, '').replace(/^(--- .*|\+\+\+ .*)\t$/gm, '$1');
}

/** The same with secrets hidden: for logs and reports, not for `patch`. */
export const shownDiff = (file: ChangedFile): string => diffOf(file).split('\n').map(hide).join('\n');

const hide = (line: string): string => (/^(?:---|\+\+\+|@@) /.test(line) ? line : line.slice(0, 1) + maskSecrets(line.slice(1)));

/** The same for a terminal: in colour, and without what could drive the terminal. */
export function paintedDiff(file: ChangedFile, color: boolean): string {
  const lines = shownDiff(file).split('\n');
  return lines.map((line) => paint(printable(line.replace(/\r$/, '')), color)).join('\n');
}

function paint(line: string, color: boolean): string {
  if (!color) return line;
  if (/^(?:---|\+\+\+) /.test(line)) return `\u001b[1m${line}\u001b[22m`;
  const code = line.startsWith('+') ? 32 : line.startsWith('-') ? 31 : line.startsWith('@@') ? 36 : undefined;
  return code === undefined ? line : `\u001b[${code}m${line}\u001b[39m`;
}
