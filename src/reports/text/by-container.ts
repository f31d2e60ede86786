import type { JudgedContainer } from '../../model/index.ts';
import { excerptLines, impliedLines, remedyLines, titleLines } from './block-lines.ts';
import { type Block, groupBy } from './blocks.ts';
import { longest } from './cells.ts';
import type { Page } from './page.ts';
import { lineOf } from './place.ts';
import { list } from './words.ts';

/** Every finding of every container, the container with the worst one first. Containers that are wrong alike share an entry. */
export function byContainer(blocks: readonly Block[], page: Page): string[] {
  const single = [...groupBy(blocks, (block) => block.container.id).values()];
  const alike = page.options.details === true ? single.map((group) => [group]) : [...groupBy(single, likeness).values()];
  return alike.flatMap((groups) => ['', ...entryLines(groups, page)]);
}

/** That it takes more lines than this, found without writing them: whose source is quoted has an entry of its own, a blank line and a name at least. */
export const surelyLonger = (blocks: readonly Block[], lines: number): boolean =>
  new Set(blocks.filter(isOwn).map(({ container }) => container.id)).size * 2 > lines;

const isOwn = ({ finding, implied }: Block): boolean => finding.excerpt !== undefined || implied.length > 0;

/** The same for containers of which the same must be said; a written line belongs to one alone. */
const likeness = (blocks: readonly Block[]): string =>
  JSON.stringify(
    blocks.map((block) => [
      block.container.engine,
      isOwn(block) ? block.container.id : '',
      block.finding.control,
      block.finding.severity,
      block.finding.detail,
      block.finding.from,
      block.finding.remedy,
    ]),
  );

function entryLines(alike: readonly (readonly Block[])[], page: Page): string[] {
  const blocks = alike[0] as readonly Block[];
  const containers = alike.map((group) => (group[0] as Block).container);
  const { kind, engine } = containers[0] as JudgedContainer;
  const column = longest(blocks.map((block) => block.finding.control));
  const { style } = page;
  return [
    `${style.bold(list(containers.map(({ name }) => name)))}  ${style.dim(whereOf(containers, kind, engine))}`,
    ...blocks.flatMap((block) => [
      ...titleLines(block.finding, block.finding.detail, column, page),
      ...impliedLines(block, page),
      ...excerptLines(block.finding, page, block.container.file),
      ...remedyLines(block.finding, page),
    ]),
  ];
}

const whereOf = (containers: readonly JudgedContainer[], kind: JudgedContainer['kind'], engine: string): string =>
  kind === 'host' ? 'kernel and engines' : `${containers.map(lineOf).join(' ')}  ${kind === 'image' ? 'image' : engine}`;
