import { quoteWords } from '../../text/shell/quote.ts';

/** The words of a command as one text that reads back to exactly these words, for a Source of path "command line". */
export const quoteArgv = (words: readonly string[]): string => quoteWords(words);
