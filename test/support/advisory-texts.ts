import type { Advisory } from '../../src/advisories/advisory.ts';
import { read } from '../../src/advisories/forms/read.ts';

/** The advisories in a text of whatever form; undefined: it is in none. */
export const all = (text: string): readonly Advisory[] | undefined => {
  const told = read(text);
  return told === undefined ? undefined : [...told.advisories];
};

export const json = (value: object): readonly Advisory[] | undefined => all(JSON.stringify(value));
