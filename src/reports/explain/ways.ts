import { type Container, type Control, type Phrases, phrase, type SurfaceId } from '../../model/index.ts';
import { bareContainer } from '../bare.ts';
import { padTo, wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';
import { type HunkLine, hunkOf } from './hunk.ts';
import type { Pair } from './readme.ts';

/** A surface as `explain` needs it; the title as reports name it: "Compose". */
export interface Way {
  readonly surface: SurfaceId;
  readonly title: string;
  readonly phrases: Phrases;
}

/** How a measure is set on one surface: a change of a small example, the lines that set it, or a clause that says why there are none. */
export interface WaySaid {
  readonly title: string;
  readonly change?: readonly HunkLine[];
  readonly lines?: readonly string[];
  readonly words?: string;
}

/** Where a line alone does not show where it belongs. */
const nested: readonly SurfaceId[] = ['compose', 'kubernetes'];

/** How a control is set on each surface. The examples are those of its README. */
export function sayWays(control: Control, ways: readonly Way[], pairs: readonly Pair[]): readonly WaySaid[] {
  // What applies nowhere rests on what a container holds, and is nothing that a surface lacks.
  const somewhere = ways.some(({ surface }) => notThere(control, bareContainer(surface)) === undefined);
  return ways.map((way) => ({ title: way.title, ...sayWay(control, way, pairs, somewhere) }));
}

function sayWay(control: Control, { surface, phrases }: Way, pairs: readonly Pair[], somewhere: boolean): Omit<WaySaid, 'title'> {
  const container = bareContainer(surface);
  // The JSON of a bundle is not laid out to be read: a line of it may be the whole.
  const pair = surface === 'oci-bundle' ? undefined : pairs.find((one) => one.surface === surface);
  const change = pair === undefined ? undefined : hunkOf(pair.broken, pair.fixed);
  if (control.judges.every((kind) => kind === 'object'))
    return change === undefined ? { words: 'not there: only Kubernetes has such objects' } : { change };
  if (!control.judges.includes(container.kind)) return { words: `not there: ${decidedElsewhere(control)}` };
  const patch = control.harden(container);
  const said = patch.map((one) => phrase(phrases, one, container.engine)).filter((line) => line !== undefined);
  const lines = [...new Set(said)];
  if (change !== undefined && (lines.length === 0 || nested.includes(surface))) return { change };
  if (lines.length > 0) return { lines };
  const without = somewhere ? notThere(control, container) : undefined;
  if (without !== undefined) return { words: `not there: ${without}` };
  if (pairs.length > 0 && pairs.every((one) => one.surface === 'kubernetes')) return { words: 'not there: only Kubernetes has it' };
  const isBroken = [control.judge(container)].flat().some(({ outcome }) => outcome === 'broken');
  if (patch.length > 0 || isBroken) return { words: 'it cannot be said there' };
  return { words: 'it depends on what the container asks for: check names the line' };
}

const decidedElsewhere = ({ judges }: Control): string =>
  judges.includes('image') ? 'it is decided when the image is built' : 'it is decided when a container starts';

/** Why a container of which nothing is written has no such measure; undefined: it has. */
function notThere(control: Control, container: Container): string | undefined {
  if (!control.judges.includes(container.kind)) return decidedElsewhere(control);
  const [first, ...rest] = [control.judge(container)].flat();
  return first?.outcome === 'inapplicable' && rest.every(({ outcome }) => outcome === 'inapplicable') ? first.because : undefined;
}

/** One surface after the other; a change stands below the surface's name. */
export function wayLines(said: readonly WaySaid[], page: Page): string[] {
  const column = Math.max(0, ...said.map(({ title }) => title.length));
  return said.flatMap(({ title, change, lines, words = '' }) => {
    if (change !== undefined) return [`  ${title}`, ...change.map((line) => changeLine(line, page))];
    const head = `  ${padTo(title, column)}  `;
    if (lines === undefined)
      return wrap(words, page.width, head).map((line) => line.slice(0, head.length) + page.style.dim(line.slice(head.length)));
    return lines.flatMap((line, index) => wrap(line, page.width, index === 0 ? head : ' '.repeat(head.length)));
  });
}

function changeLine({ sign, text }: HunkLine, { style }: Page): string {
  if (sign === ' ') return style.dim(`      ${text}`);
  return sign === '-' ? style.severity('high')(`    - ${text}`) : style.good(`    + ${text}`);
}
