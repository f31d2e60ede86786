import type { Severity } from '../model/index.ts';
import type { PageEntry, PagePlace } from './data.ts';
import { type Model, shownOf } from './model.ts';
import { placeText, type Shown } from './words.ts';

/** What somebody wants to see. An empty set or text asks for nothing, so everything is seen. */
export interface Filter {
  readonly search: string;
  readonly severities: ReadonlySet<Severity>;
  readonly shown: ReadonlySet<Shown>;
  /** A control's id. */
  readonly control: string;
  /** Part of a container's name or file. */
  readonly container: string;
}

export const everything: Filter = { search: '', severities: new Set(), shown: new Set(), control: '', container: '' };

export const isEverything = ({ search, severities, shown, control, container }: Filter): boolean =>
  search.trim() === '' && severities.size === 0 && shown.size === 0 && control === '' && container.trim() === '';

const wordsIn = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Which of the things hold each of the words. */
const holding = (things: readonly string[], words: readonly string[]): readonly (readonly boolean[])[] =>
  words.map((word) => things.map((thing) => thing.includes(word)));

/** Does a place hold the word? Few files have many lines: a file is looked through once, and a line only for a word that could be one. */
function placesWith(word: string): (place: PagePlace) => boolean {
  const files = new Map<string, boolean>();
  const isLine = /^\d+$|:/.test(word);
  return (place) => {
    const known = files.get(place.file) ?? place.file.toLowerCase().includes(word);
    files.set(place.file, known);
    return known || (isLine && placeText(place).toLowerCase().includes(word));
  };
}

/**
 * Answers for one entry after the other whether it is asked for. Each word of the search has to be found in the container, the control, the sentence
 * or the place; those are looked through once, and not once an entry.
 */
export function matcher({ data, low }: Model, filter: Filter): (entry: PageEntry) => boolean {
  const words = wordsIn(filter.search);
  const containers = holding(low.containers, words);
  const controls = holding(low.controls, words);
  const texts = holding(low.texts, words);
  const wanted = wordsIn(filter.container);
  const own = holding(low.containers, wanted);
  const control = filter.control === '' ? -1 : data.controls.findIndex(({ id }) => id === filter.control);
  const places = words.map(placesWith);
  const hasWord = (entry: PageEntry, at: number): boolean =>
    containers[at]?.[entry.container] === true ||
    controls[at]?.[entry.control] === true ||
    texts[at]?.[entry.says] === true ||
    (entry.place !== undefined && places[at]?.(entry.place) === true);
  return (entry) =>
    (control < 0 || entry.control === control) &&
    (filter.severities.size === 0 || filter.severities.has(entry.severity)) &&
    (filter.shown.size === 0 || filter.shown.has(shownOf(entry))) &&
    wanted.every((_, at) => own[at]?.[entry.container] === true) &&
    words.every((_, at) => hasWord(entry, at));
}
