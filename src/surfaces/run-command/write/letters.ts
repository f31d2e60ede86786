import type { Source } from '../../../model/index.ts';
import { positionAt } from '../../../text/lines.ts';
import { asWritten, hasHole, reasonFor } from '../../../text/shell/index.ts';
import type { Arg } from '../argument.ts';

/** Stands for what the shell fills in when it runs. */
export const open = '\ufdd0';

/** One character of a word, quotes off, and where it is written. `fixed`: nothing can be written inside of its range. */
export interface Letter {
  readonly char: string;
  readonly start: number;
  readonly end: number;
  readonly fixed: boolean;
}

/** Is the word written where it is used, and not in a variable? */
export const isInPlace = ({ own, use }: Arg): boolean => own.start === use.start && own.end === use.end;

/** Why a word cannot be changed where the command stands. */
export function elsewhere(source: Source, { own, word }: Arg): string {
  const [part] = word.parts;
  const name = part?.kind === 'expansion' && part.form === 'variable' ? `the variable ${part.name}` : 'a variable';
  return `it comes from ${name}, which line ${positionAt(source, own.start).line} sets: change it there`;
}

/** The characters of a word that is written in place. */
export function lettersOf({ word, locate }: Arg): readonly Letter[] {
  return word.parts.flatMap((part): Letter[] => {
    const { start, end } = part;
    const exact = part.kind === 'text' && part.text.length === end - start;
    if (part.kind === 'expansion' || (!exact && hasHole(part.text))) return [letter(open, locate(start, end), true)];
    if (!exact) return [...part.text].map((char) => letter(char, locate(start, end), part.text.length > 1));
    return [...part.text.matchAll(pieces)].map(({ 0: piece, index }) => {
      const place = locate(start + index, start + index + piece.length);
      const isHole = piece.length > 1;
      return letter(isHole ? open : piece, place, isHole || place.own.end - place.own.start > 2);
    });
  });
}

/** Each character, a hole as one. */
const pieces = /\ufdd0[^\ufdd1]*\ufdd1|[\s\S]/g;

function letter(char: string, { own, use }: ReturnType<Arg['locate']>, fixed: boolean): Letter {
  const away = own.start !== use.start || own.end !== use.end;
  return { char, start: use.start, end: use.end, fixed: fixed || away };
}

export const textOf = (letters: readonly Letter[]): string => letters.map(({ char }) => char).join('');

/** Where something can be put before the letter at an index; undefined inside of what cannot be divided. */
export function gapBefore(letters: readonly Letter[], index: number): number | undefined {
  const [before, after] = [letters[index - 1], letters[index]];
  if (before === undefined || after === undefined) return after?.start ?? before?.end;
  return before.end <= after.start ? before.end : undefined;
}

/** What makes a value unknown, for a message: "$PORT". */
export const unknownIn = (text: string): string | undefined => (reasonFor(text) === undefined ? undefined : shown(text));

const shown = (text: string): string =>
  /\$(?:\([^()]*\)|\{\w+\}|\w+)/.exec(asWritten(text))?.[0] ?? 'a part that is filled in when it runs';
