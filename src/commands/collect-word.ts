import { InvalidArgumentError } from 'commander';

/** An option that may be given several times, each time with a word. */
export function collectWord(word: string, words: readonly string[] = []): string[] {
  if (word === '') throw new InvalidArgumentError('it needs a name');
  return [...words, word];
}
