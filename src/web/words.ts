import type { Certainty } from '../model/index.ts';
import type { PageData, State } from './data.ts';

export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;

/** "a", "a and b", "a, b and c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

export const placeText = ({ file, line }: { readonly file: string; readonly line?: number | undefined }): string =>
  line === undefined ? file : `${file}:${line}`;

/** What findings are about. */
export const nounOf = (kind: PageData['kind']): string => (kind === 'scan' ? 'image' : 'container');

/** What is shown of an entry: its state, unless somebody lives with it. */
export type Shown = State | 'accepted' | 'baseline';

const judged: Readonly<Record<Shown, string>> = {
  off: 'off',
  unknown: 'not decided',
  on: 'on',
  none: 'does not apply',
  accepted: 'accepted',
  baseline: 'in the baseline',
};
const proved: Readonly<Record<Shown, string>> = { ...judged, off: 'fails', unknown: 'inconclusive', on: 'holds', none: 'not probed' };

export const wordsOf = (kind: PageData['kind']): Readonly<Record<Shown, string>> => (kind === 'prove' ? proved : judged);

/** One character for each, so that nothing is told by colour alone. */
export const marks: Readonly<Record<Shown, string>> = { off: '✕', unknown: '?', on: '✓', none: '–', accepted: '○', baseline: '○' };

export const certaintyWords: Readonly<Record<Certainty, string>> = {
  open: 'open: the configuration alone allows it',
  perhaps: 'perhaps: it rests on something that could not be told',
  fault: 'only with a fault of a program',
};
