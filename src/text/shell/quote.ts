const harmless = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The words as one line that a shell reads back as exactly these words. */
export const quoteWords = (words: readonly string[]): string => words.map(quoteWord).join(' ');

const quoteWord = (word: string): string => (harmless.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
