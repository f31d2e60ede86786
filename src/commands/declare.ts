import { basename } from 'node:path';
import { type ImagesDoor, link, linkBase, type World } from '../link/index.ts';
import type { Container, NetworkPolicy, Problem, ReadContext, Reader, Source, Surface, SurfaceId } from '../model/index.ts';
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
  /** What is no container and still judged (ReadResult.objects). */
  readonly objects: readonly Container[];
  /** The network policies of this text. */
  readonly policies: readonly NetworkPolicy[];
}

/** text → declared view, joined with the Containerfiles in reach and with the network policies, `policies` being those of the whole run. */
export async function declare(
  surface: Surface,
  source: Source,
  context: ReadContext,
  policies: readonly NetworkPolicy[] = [],
  images?: ImagesDoor,
): Promise<Declared> {
  const reader = await readerOf(surface);
  const read = reader.read(source, context);
  const problems = [...read.problems];
  const containers: Container[] = [];
  const world: World = {
    context,
    siblings: read.containers,
    policies: withOwn(policies, read.policies, source),
    ...(images === undefined ? {} : { images }),
    containerfile: () => readerOf(surfaceById('containerfile')),
  };
  for (const container of read.containers) {
    const linked = container.kind === 'image' ? linkBase(container, world) : link(container, world);
    const joined = linked instanceof Promise ? await linked : linked;
    containers.push(joined.container);
    for (const problem of joined.problems) problems.push(problem);
  }
  return { containers, problems, alsoRead: read.alsoRead ?? [], objects: read.objects ?? [], policies: read.policies ?? [] };
}

/** A text that is no file of the run, as standard input, brings its own policies. */
function withOwn(ofRun: readonly NetworkPolicy[], own: readonly NetworkPolicy[] | undefined, { path }: Source): readonly NetworkPolicy[] {
  return own === undefined || ofRun.some(({ origin }) => origin.source.path === path) ? ofRun : [...own, ...ofRun];
}

export function surfaceById(id: SurfaceId): Surface {
  const found = surfaces.find((surface) => surface.id === id);
  if (found === undefined) throw new Error(`the surface ${id} is missing from surfaces/index.ts`);
  return found;
}
