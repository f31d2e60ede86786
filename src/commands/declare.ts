import { basename } from 'node:path';
import { link, type World } from '../link/index.ts';
import type { Container, Problem, ReadContext, Reader, Source, Surface, SurfaceId } from '../model/index.ts';
import { surfaces } from '../surfaces/index.ts';
import { bounded } from './bounded.ts';

const readers = new Map<SurfaceId, Promise<Reader>>();

/** Each surface's heavy half is loaded once, when a text first asks for it. */
export function readerOf(surface: Surface): Promise<Reader> {
  let reader = readers.get(surface.id);
  if (reader === undefined) {
    reader = surface.load().then((heavy) => bounded(surface, heavy));
    readers.set(surface.id, reader);
  }
  return reader;
}

export const surfaceOf = (source: Source): Surface | undefined =>
  surfaces.find((surface) => surface.claims(basename(source.path), source.text));

export interface Declared {
  readonly containers: readonly Container[];
  readonly problems: readonly Problem[];
  readonly alsoRead: readonly string[];
}

/** text → declared view, joined with the Containerfiles in reach. */
export async function declare(surface: Surface, source: Source, context: ReadContext): Promise<Declared> {
  const reader = await readerOf(surface);
  const read = reader.read(source, context);
  const problems = [...read.problems];
  const containers: Container[] = [];
  const world: World = { context, containerfile: () => readerOf(containerfileSurface()) };
  for (const container of read.containers) {
    const joined = container.kind === 'image' ? { container, problems: [] } : await link(container, world);
    containers.push(joined.container);
    for (const problem of joined.problems) problems.push(problem);
  }
  return { containers, problems, alsoRead: read.alsoRead ?? [] };
}

function containerfileSurface(): Surface {
  const found = surfaces.find((surface) => surface.id === 'containerfile');
  if (found === undefined) throw new Error('the Containerfile surface is missing from surfaces/index.ts');
  return found;
}
