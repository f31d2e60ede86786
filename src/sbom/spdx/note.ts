import { isObject, type Loose } from '../../text/json/loose.ts';

const prefix = 'bulkhead: ';

/** What SPDX has no field for, as the comment of an annotation. */
export const noteAs = (value: object): string => `${prefix}${JSON.stringify(value)}`;

/** Undefined: it is not one of ours. */
export function noteIn(comment: unknown): Loose | undefined {
  if (typeof comment !== 'string' || !comment.startsWith(prefix)) return undefined;
  try {
    const value: unknown = JSON.parse(comment.slice(prefix.length));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
