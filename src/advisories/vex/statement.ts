import { textIn } from '../values.ts';

/** What a VEX document says of a vulnerability in some products. Plain data. */
export interface Statement {
  /** The vulnerability's names. */
  readonly names: readonly string[];
  readonly products: readonly Product[];
  /** `answered`: it does not count. `open`: it counts, or nobody knows yet, and an older statement to the contrary is void. */
  readonly is: 'answered' | 'open';
  /** Why it does not count, in the document's words. */
  readonly because: string;
  /** When it was said, as `timeIn` writes it; the later one counts. Empty: the document does not say. */
  readonly time: string;
}

/** A product, or a part of one. Package URLs as they are written. */
export interface Product {
  readonly purl?: string;
  /** Parts that it is about; none: the product as a whole. */
  readonly parts: readonly string[];
}

export interface VexDocument {
  /** As the user named it. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** Of the first that is a time, in UTC: documents write it with offsets too ("2023-01-08T18:02:03-06:00"). */
export function timeIn(...values: readonly unknown[]): string {
  const time = values.map((value) => Date.parse(textIn(value) ?? '')).find((each) => !Number.isNaN(each));
  return time === undefined ? '' : new Date(time).toISOString();
}

/** No document that people keep has more; shared parts of a hostile one could. */
export const mostStatements = 200_000;
