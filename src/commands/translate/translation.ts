import { defaultEngine, portable, resolve, toOciConfig } from '../../engines/index.ts';
import {
  type Container,
  type Emission,
  type EmittedFile,
  type Engine,
  type Problem,
  type TranslationNote,
  Unreadable,
} from '../../model/index.ts';
import { besideLosses, losses, type Place, type Translated, translate } from '../../translate/index.ts';
import { surfaceById } from '../declare.ts';
import { readBack } from './read-back.ts';

/** A container with the engine whose defaults hold for it at the source. */
export interface Chosen {
  readonly container: Container;
  readonly engine: Engine;
}

export interface Options {
  readonly place: Place;
  readonly engine: Engine;
  /** A name for them all. */
  readonly project: string;
  /** Where relative paths start. */
  readonly folder?: string;
  readonly explicit?: boolean;
  readonly stricter?: boolean;
}

export interface Translation {
  readonly files: readonly EmittedFile[];
  readonly notes: readonly TranslationNote[];
  /** What our own reader has to say against the result: a defect. */
  readonly problems: readonly Problem[];
  readonly translated: readonly Translated[];
  /** What was written for each container, read by itself, by the source's id. */
  readonly read: ReadonlyMap<string, Container>;
  /** What the target engine makes of it. */
  readonly found: ReadonlyMap<string, Container>;
}

/** Declared → effective → declared for another engine → read back and held against the first. Reads and writes nothing. */
export async function translation(
  chosen: readonly Chosen[],
  { place, engine, project, folder, explicit = false, stricter = false }: Options,
): Promise<Translation> {
  const engines = new Map(chosen.map(({ container, engine: own }) => [container.id, own]));
  const translated = translate({
    containers: chosen.map(({ container }) => container),
    engineFor: ({ id, engine: kind }) => engines.get(id) ?? defaultEngine(kind),
    place,
    target: engine,
    resolve,
    project,
    ...(folder === undefined ? {} : { folder }),
    explicit,
    stricter,
  });
  const emission = await emit(translated, place, engine, project);
  const { read, found, problems } = await readBack(emission, translated, place, engine);
  const mates = new Set(translated.map(({ asked }) => asked.name));
  const notes = translated.flatMap(({ asked, want, notes: before }): readonly TranslationNote[] => {
    const said = [...before, ...emission.notes.filter(({ container }) => container === asked.id)];
    return [...said, ...losses(want, found.get(asked.id), place, said, mates), ...besideLosses(asked, found.get(asked.id), place, said)];
  });
  return { files: emission.files, notes, problems, translated, read, found };
}

async function emit(translated: readonly Translated[], place: Place, engine: Engine, project: string): Promise<Emission> {
  if (place.engine === 'oci') return bundle(translated);
  const emitter = await surfaceById(place.surface).loadEmitter?.();
  if (emitter === undefined) throw new Error(`the surface ${place.surface} has no emitter`);
  return emitter.emit({ containers: translated.map(({ asked }) => asked), engine: engine.kind, project });
}

/** A bundle is the effective view itself. */
function bundle(translated: readonly Translated[]): Emission {
  const [only, ...more] = translated;
  if (only === undefined || more.length > 0)
    throw new Unreadable(
      `a config.json describes one container; choose one with --container: ${translated.map(({ want }) => want.name).join(', ')}`,
    );
  const { config, notes } = toOciConfig(only.want);
  return {
    files: [{ name: 'config.json', text: `${JSON.stringify(portable(config), null, 2)}\n` }],
    notes: notes.map((line) => ({
      kind: 'todo',
      container: only.asked.id,
      path: /^\S+/.exec(line)?.[0] ?? '',
      message: line,
    })),
    names: new Map([[only.asked.id, 'config.json']]),
  };
}
