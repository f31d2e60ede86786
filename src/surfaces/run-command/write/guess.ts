import type { Edit } from '../../../model/index.ts';
import { guessComment } from '../../../text/guess.ts';
import { baseName } from '../../../text/path.ts';
import { kindOfSource } from '../invocations.ts';
import { kindOf } from '../kind.ts';
import type { Writing } from './writing.ts';

/** Words that may stand before a command on its line without the line being a part of something larger. */
const before = /^[ \t]*(?:(?:sudo|exec|time|nohup|if|then|else|do|!)[ \t]+)*$/;

/**
 * Says of numbers that nobody measured that they are guesses: in a comment above the command, since none fits inside of it. Where a
 * comment would not be one (inside quotes, behind a line that goes on, in a recipe) the user is told.
 */
export function markGuesses(writing: Writing): readonly Edit[] {
  const { guessed, notes, source } = writing;
  const options = [...new Set(guessed)];
  if (options.length === 0) return [];
  const line = commentLine(writing);
  if (line === undefined) {
    notes.add(`The number of ${options.join(', ')} is a guess: measure, then set it.`);
    return [];
  }
  const { text } = source;
  const head = `${line.indent}# ${guessComment}: `;
  const above = text.slice(text.lastIndexOf('\n', line.start - 2) + 1, Math.max(0, line.start - 1)).replace(/\r$/, '');
  if (!above.startsWith(head)) return [{ source, start: line.start, end: line.start, text: `${head}${options.join(', ')}\n` }];
  const known = above.slice(head.length).split(', ');
  const more = options.filter((option) => !known.includes(option));
  const end = line.start - 1 - (text[line.start - 2] === '\r' ? 1 : 0);
  return more.length === 0 ? [] : [{ source, start: end, end, text: `, ${more.join(', ')}` }];
}

/** The line of the command, if a comment can stand above it. */
function commentLine({ source, invocation: { first } }: Writing): { readonly start: number; readonly indent: string } | undefined {
  const { text, path } = source;
  // In a text inside of another one the words stand elsewhere than they are read.
  const isOwn = first.word.start === first.own.start && first.own.start === first.use.start;
  if (!isOwn || kindOfSource(source, text) !== 'shell') return undefined;
  const start = text.lastIndexOf('\n', first.use.start - 1) + 1;
  if (!before.test(text.slice(start, first.use.start)) || /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start))) return undefined;
  // Whether a text holds commands is seen at how it begins.
  const name = baseName(path);
  if (start === 0 && kindOf(name, `# x\n${text}`) !== kindOf(name, text)) return undefined;
  return { start, indent: /^[ \t]*/.exec(text.slice(start))?.[0] ?? '' };
}
