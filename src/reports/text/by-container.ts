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

/** The same for containers of which the same must be said; a written line belongs to one alone. */
const likeness = (blocks: readonly Block[]): string =>
  JSON.stringify(
    blocks.map(({ container, finding, implied }) => [
      container.engine,
      finding.excerpt === undefined && implied.length === 0 ? '' : container.id,
      finding.control,
      finding.severity,
      finding.detail,
      finding.from,
      finding.remedy,
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
