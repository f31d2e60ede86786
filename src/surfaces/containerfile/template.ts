import type { Source } from '../../model/index.ts';
import { templates } from './claims.ts';
import { isKeyword } from './grammar.ts';
import { headOf } from './instruction.ts';
import type { LogicalLine } from './lines.ts';

const marks = ['{{', '{%', '{#', '<%', '%%'];

/**
 * The line that shows that a text is a template. In a file that is named as one, or that has template marks and no FROM,
 * any line that is no instruction shows it.
 */
export function templatedLine({ path, text }: Source, lines: readonly LogicalLine[]): LogicalLine | undefined {
  const named = templates.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) || isFragment(text, lines);
  return lines.find((line) => {
    const { keyword, rest } = headOf(line.joined, 0);
    if (marks.some((mark) => keyword.startsWith(mark))) return true;
    if (named && !isKeyword(keyword.toUpperCase())) return true;
    return hasMark(keyword, line.joined.text.slice(rest.start, rest.end));
  });
}

const isFragment = (text: string, lines: readonly LogicalLine[]): boolean =>
  text.includes('{{') && !lines.some((line) => /^from\s/i.test(line.joined.text));

/** Only where no real instruction could look so: a RUN or an ARG may well have {{ in it. */
const hasMark = (keyword: string, rest: string): boolean =>
  /^(from|user|expose|workdir)$/i.test(keyword) && (/\{[{%]|<%/.test(rest) || /^%%\w+%%/.test(rest));

export const templateMessage =
  'this is a template, not a Containerfile: fill it in with the tool that it is written for, and check what comes out';
