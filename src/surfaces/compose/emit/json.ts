import { fill, type Said } from '../../../text/emit/index.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Compose fills in variables itself: a dollar that is none is doubled. */
export const spell = (said: Said | undefined): string | undefined =>
  said === undefined ? undefined : said.open ? said.text : spelled(said.text);

export const spelled = (text: string): string =>
  fill(
    text,
    (name) => `\${${name}:?}`,
    (part) => part.replaceAll('$', '$$$$'),
  );

export const filled = <T extends Json>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
