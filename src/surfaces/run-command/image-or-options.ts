import { type FlagTable, nameOf } from '../../options/flags/flag.ts';
import type { Arg } from './argument.ts';

const namesImage = /image|img|(?:^|[^a-z])tag|repo/i;
const namesOptions = /opt|arg|flag|param|env|vol|mount|port|net|label|gpu|device|switch|extra|[@*]/i;
const imageLike = /^[a-z0-9][\w.-]*([/:@][\w.@:/-]+)+$/i;

/**
 * A word that could not be resolved stands where options are read: `docker run $OPTS nginx`, or `docker run $IMAGE sh`?
 * In quotes it is one word, at the end of the line nothing else can be the image; otherwise its name and its
 * neighbours tell.
 */
export function looksLikeOptions(
  { written, several }: { readonly written: string; readonly several: boolean },
  args: readonly Arg[],
  at: number,
  table: FlagTable,
): boolean {
  if (/[@*]/.test(written)) return true;
  if (!several || namesImage.test(written)) return false;
  const next = args[at + 1]?.text;
  if (next === undefined) return false;
  // `$X -c …` may be an image and the words for its shell.
  if (next.startsWith('-') && next !== '-c' && table.has(nameOf(next))) return true;
  return namesOptions.test(written) || imageLike.test(next) || next.startsWith('\ufdd0');
}
