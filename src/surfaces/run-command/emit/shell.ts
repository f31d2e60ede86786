import { fill, type Said } from '../../../text/emit/index.ts';
import { quoteWords } from '../../../text/shell/index.ts';

/** A word as a shell reads it back: variables stay open, all else is quoted where it must be. */
export const shellWord = ({ text, open }: Said): string =>
  open
    ? `"${text}"`
    : fill(
        text,
        (name) => `"$${name}"`,
        (part) => quoteWords([part]),
      );

/** The options each on a line of its own, behind one another by backslashes. */
export const command = (first: string, lines: readonly string[]): string => [first, ...lines.map((line) => `  ${line}`)].join(' \\\n');
