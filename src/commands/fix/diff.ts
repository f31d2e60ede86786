import { createTwoFilesPatch } from 'diff';
import { printable } from '../../text/printable.ts';
import { maskLines } from '../../text/secrets/lines.ts';
import { maskSecrets } from '../../text/secrets.ts';
import type { ChangedFile } from './fixed.ts';

/** A unified diff as git prints it: `patch -p1` and `git apply` take it. */
export function diffOf({ file, before, after }: ChangedFile): string {
  const name = file.replace(/^(?:\.?\/)+/, '');
  const text = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 });
  // The line of equal signs is the package's own; nobody needs it.
  return text.replace(/^=+\n/, '').replace(/^(--- .*|\+\+\+ .*)\t$/gm, '$1');
}

/** The same with secrets hidden: for logs and reports, not for `patch`. What a line is about may stand in the lines around it, so whole texts are looked at. */
export function shownDiff(file: ChangedFile): string {
  const before = maskLines(file.before);
  const after = maskLines(file.after);
  let [old, fresh] = [0, 0];
  const shown = diffOf(file)
    .split('\n')
    .map((line) => {
      const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
      if (hunk !== null) [old, fresh] = [Math.max(1, Number(hunk[1])), Math.max(1, Number(hunk[2]))];
      if (hunk !== null || old === 0 || !/^[ +-]/.test(line)) return line;
      const sign = line.slice(0, 1);
      const text = sign === '-' ? before[old - 1] : after[fresh - 1];
      if (sign !== '+') old++;
      if (sign !== '-') fresh++;
      return sign + (text ?? maskSecrets(line.slice(1)));
    });
  return shown.join('\n');
}

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
