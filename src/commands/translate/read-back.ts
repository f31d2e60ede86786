import { resolve } from '../../engines/index.ts';
import type { Container, Emission, Engine, Problem, ReadContext, Source } from '../../model/index.ts';
import { type Place, type Translated, withReferences } from '../../translate/index.ts';
import { readerOf, surfaceById } from '../declare.ts';

export interface ReadBack {
  /** What was written for each container, read by itself, by the source's id. */
  readonly read: ReadonlyMap<string, Container>;
  /** What the target engine makes of each container, by the source's id. */
  readonly found: ReadonlyMap<string, Container>;
  /** The result itself is at fault: a defect of ours, which must not stay unseen. */
  readonly problems: readonly Problem[];
}

/** Reads what was written as anybody would, so that what it says is known and not believed. */
export async function readBack({ files, names }: Emission, all: readonly Translated[], place: Place, target: Engine): Promise<ReadBack> {
  const reader = await readerOf(surfaceById(place.surface));
  const sources = new Map(files.map(({ name, text }): [string, Source] => [name, { path: name, text }]));
  const context: ReadContext = { env: {}, everything: true, load: (path) => sources.get(path.replace(/^\.\//, '')), list: () => [] };
  const results = [...sources.values()].map((source) => reader.read(source, context));
  const containers = new Map(results.flatMap((result) => result.containers.map((container) => [container.name, container] as const)));
  const own = new Map<string, Container>();
  const found = new Map<string, Container>();
  for (const { asked, want } of all) {
    const read = all.length === 1 && containers.size === 1 ? [...containers.values()][0] : containers.get(names.get(asked.id) ?? '');
    if (read === undefined) continue;
    // The image is the same one, whatever its declaration says of it.
    const { built } = want.image;
    const whole = built === undefined ? read : { ...read, image: { ...read.image, built } };
    own.set(asked.id, whole);
    found.set(asked.id, resolve(withReferences(whole, true).container, target));
  }
  return { read: own, found, problems: results.flatMap((result) => result.problems) };
}
