import { compareConfigurations, compareImages } from '../../compare/index.ts';
import { fileContext } from '../../host/context.ts';
import type { Terminal } from '../../host/terminal.ts';
import { configText, parsed } from '../../image/index.ts';
import { type Problem, Unreadable } from '../../model/index.ts';
import { compareVersions } from '../../packages/versions/index.ts';
import type { DiffReport } from '../../reports/diff/shape.ts';
import { oneLine } from '../../text/printable.ts';
import type { Question } from '../check/examine/examine.ts';
import { imageChoice } from '../images/choice.ts';
import type { LayerScanner } from '../images/reading.ts';
import { type Known, withKnown } from '../scan/known.ts';
import { type Looked, lookAtImages, type ScanSource } from '../scan/look.ts';
import { sayingOn } from '../scan/saying.ts';
import { layerScanner } from '../scan/scanner.ts';
import { imageSources } from '../scan/sources.ts';
import { assembled } from './assemble.ts';
import type { DiffFlags } from './flags.ts';
import { differenceAs } from './image-difference.ts';
import type { Look } from './look.ts';
import { lookAtText } from './look-at-text.ts';

/** One side, read to the end. */
interface Side {
  readonly name: string;
  readonly looked: Looked;
  readonly problems: readonly Problem[];
}

/** Two images → what one has and the other has not, and what their configurations let them do. Throws Unreadable where one cannot be had. */
export async function imageDiff(
  words: readonly string[],
  flags: DiffFlags,
  question: Question,
  terminal: Pick<Terminal, 'err' | 'progress'>,
): Promise<DiffReport> {
  const sources = await imageSources(words, imageChoice(flags), sayingOn(terminal));
  return withKnown(flags, async (known) => {
    const scanner = layerScanner();
    const [base, head] = [await sideOf(sources[0], scanner, known), await sideOf(sources[1], scanner, known)];
    // Of a bill of materials nothing but its packages is known, so the other side has nothing to hold against it.
    const isWhole = base.looked.found !== undefined && head.looked.found !== undefined;
    const [before, after] = [await lookOf(base, question, isWhole), await lookOf(head, question, isWhole)];
    const report = await assembled({ base: groundOf(base), head: groundOf(head) }, before, after);
    const difference = compareImages(base.looked.image, head.looked.image, compareVersions);
    const [from, to] = [before.containers[0]?.container, after.containers[0]?.container];
    const configuration = from === undefined || to === undefined ? [] : compareConfigurations(from, to);
    const problems = known.problems.map(({ file, message }) => ({ side: 'head' as const, file, message }));
    return {
      ...report,
      image: differenceAs(difference, configuration, isWhole),
      problems: [...problems, ...report.problems],
      summary: { ...report.summary, problems: report.summary.problems + problems.length },
    };
  });
}

async function sideOf(source: ScanSource | undefined, scanner: LayerScanner, known: Known): Promise<Side> {
  if (source === undefined) throw new Unreadable('diff compares two sides');
  const { file } = source;
  try {
    const { images, problems } = await lookAtImages(source, scanner);
    const [looked, ...more] = images;
    if (looked === undefined) throw new Unreadable(`${file}: ${problems[0]?.message ?? 'there is no image in it'}`);
    if (more.length > 0)
      throw new Unreadable(`${file} holds ${images.length} images, and one is compared with one: save the one that is meant alone`);
    return { name: file, looked: { ...looked, image: known.of(looked) }, problems };
  } catch (error) {
    if (!(error instanceof Unreadable) || error.message.startsWith(file)) throw error;
    throw new Unreadable(`${file}: ${oneLine(error.message)}`);
  }
}

const groundOf = ({ name, looked: { found } }: Side) => ({
  name,
  kind: found === undefined ? ('bill of materials' as const) : name.startsWith('archive:') ? ('archive' as const) : ('image' as const),
});

/** The configuration, as the other forms of `diff` look at it; the two belong together whatever they are called. */
async function lookOf({ looked: { found, image }, problems }: Side, question: Question, isWhole: boolean): Promise<Look> {
  const own = problems.map((problem) => ({ ...problem, key: problem.file }));
  if (found === undefined || !isWhole) return { containers: [], problems: own, passedOver: [], texts: new Map() };
  const source = { path: image.name, text: configText(parsed(found.config, 'its configuration')) };
  const look = await lookAtText({ source, key: '', named: true }, { context: fileContext(), asked: false }, [], question);
  return {
    containers: look.containers.map((one) => ({ ...one, key: 'image' })),
    problems: [...own, ...look.problems],
    passedOver: [],
    texts: new Map(),
  };
}
