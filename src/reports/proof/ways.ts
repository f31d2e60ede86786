import { wrap } from '../text/cells.ts';
import { pageFor } from '../text/page.ts';
import { list } from '../text/words.ts';
import { cutLines } from '../ways/closing.ts';
import { shortOf } from '../ways/short.ts';
import type { ProofReport } from './shape.ts';

/** The ways to the host that were found open on the kernel itself, and what closes them; nothing where there is none. */
export function proofWays(
  { ways }: Pick<ProofReport, 'ways'>,
  { color, width }: { readonly color: boolean; readonly width: number },
): string[] {
  const short = shortOf({ findings: [], ...(ways === undefined ? {} : { ways }) });
  if (short === undefined || short.entries.length === 0) return [];
  const page = pageFor({ color, width });
  return [
    `${page.style.severity('critical')(`Ways out (${short.toClose.open.length})`)}  ${page.style.dim('by what the kernel holds and what was tried')}`,
    ...short.entries.flatMap(({ who, said }) => wrap(`${list([...new Set(who)], 3)} ${said}`, page.width, '  ', '      ')),
    ...cutLines(short.toClose, page, { most: 5, effects: false }),
  ];
}
