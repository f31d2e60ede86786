import { namePieces } from './assigned-in.ts';
import { tokenShapes } from './tokens.ts';

/** What every private key in PEM begins with (RFC 7468, section 2). */
export const pemBegin = '-----BEGIN ';

/** Before the host, and the login if there is one (RFC 3986, section 3). */
export const addressMark = '://';

let found: readonly string[] | undefined;

/** Plain words of which one stands at the beginning of everything that is told by its shape alone: what a fast search looks for first. */
export function anchors(): readonly string[] {
  found ??= [
    pemBegin,
    addressMark,
    ...namePieces,
    ...tokenShapes.filter(({ genuine }) => genuine !== undefined).flatMap(({ prefix }) => spelled(prefix)),
  ];
  return found;
}

/** The words that a prefix stands for: it holds letters, `\.`, classes of letters and groups of words. */
function spelled(prefix: string): string[] {
  const [, head = '', letters, words, rest = ''] = /^([^[(]*)(?:\[([^\]]+)\]|\(\?:([^)]+)\))?(.*)$/.exec(prefix) ?? [];
  const choices = letters?.split('') ?? words?.split('|') ?? [''];
  const ends = rest === '' ? [''] : spelled(rest);
  return choices.flatMap((choice) => ends.map((end) => head.replaceAll('\\', '') + choice + end));
}
