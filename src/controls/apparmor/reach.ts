import { wayOut } from '../../facts/apparmor.ts';
import { type AppArmor, type AppArmorReach, broken, type Field, held, type OpenWay, undecided, type Verdict } from '../../model/index.ts';

/** A named profile whose text is in reach is judged by what it lets through. */
export function judgeReach(name: string, reach: Field<AppArmorReach>, field: Field<AppArmor>): Verdict {
  if (reach.state === 'unknown') return undecided(reach);
  const { file, line, mode, open, unsure } = reach.value;
  const place = `${file}:${line}`;
  if (mode === 'complain') return broken(`runs under the profile ${name}, which only complains and denies nothing (${place})`, field);
  if (mode === 'unconfined') return broken(`runs under the profile ${name}, which is unconfined (${place})`, field);
  if (open.length > 0) return broken(`runs under the profile ${name}, which lets it ${sayWays(open, file)} (${file})`, field);
  if (unsure.length > 0) {
    const ways = unsure.map((id) => wayOut(id)?.what ?? id);
    const some = ways.length > 2 ? `${ways.slice(0, 2).join(', ')} and ${ways.length - 2} more` : ways.join(', ');
    return undecided({
      because: `whether the profile ${name} (${place}) lets it ${some} rests on lines that are not understood or in reach`,
      origin: field.origin,
    });
  }
  return held(`runs under the profile ${name}, which shuts every way out that the engine’s own shuts (${place})`, field);
}

/** More than this are counted, not named. */
const named = 3;

function sayWays(open: readonly OpenWay[], file: string): string {
  const ways = open.map(
    ({ id, at }) => `${wayOut(id)?.what ?? id}${at === undefined ? '' : ` (${at.file === file ? 'line ' : `${at.file}:`}${at.line})`}`,
  );
  const more = ways.length - named;
  return more > 0 ? `${ways.slice(0, named).join(', ')} and ${more} more` : ways.join(', ');
}
