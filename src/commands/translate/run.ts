import { resolve as absolute, basename, dirname } from 'node:path';
import { defaultEngine, parseEngine, resolve, toOciConfig } from '../../engines/index.ts';
import { underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import { processTerminal } from '../../host/terminal.ts';
import { type Container, type Emission, type Engine, type Problem, type TranslationNote, Unreadable } from '../../model/index.ts';
import { besideLosses, losses, type Place, places, type Translated, translate } from '../../translate/index.ts';
import { declare, surfaceById, surfaceOf } from '../declare.ts';
import { engineOf } from '../flags.ts';
import type { Given } from '../gift.ts';
import { noSurface, sourcesOf } from '../sources.ts';
import { targetsOf } from '../targets.ts';
import type { TranslateFlags } from './flags.ts';
import { deliver, sayNotes, sayProblems } from './print.ts';
import { readBack } from './read-back.ts';

/** `bulkhead translate`: declared → effective → declared for another engine → read back and held against the first. */
export async function runTranslate(word: string | undefined, commandLine: readonly string[], flags: TranslateFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const [target] = await targetsOf(word === undefined ? [] : [word], commandLine);
  if (target === undefined) throw new Unreadable('translate needs a target: a file, - or run:"docker run …"');
  const given = await sourcesOf(target, terminal, 'translate');
  const read = await Promise.all(given.map((one) => declaredIn(one, flags)));
  const chosen = chosenOf(
    read.flatMap(({ containers }) => containers),
    read.flatMap(({ problems }) => problems),
    given,
    flags,
  );
  const place: Place = places[flags.to];
  const engine = targetEngine(flags, place);
  const [first] = given;
  const folder = target.kind === 'path' ? absolute(dirname(target.path)) : undefined;
  const translated = translate({
    containers: chosen.map(({ container }) => container),
    engineFor: (container) => chosen.find(({ container: { id } }) => id === container.id)?.engine ?? defaultEngine(container.engine),
    place,
    target: engine,
    resolve,
    project: projectOf(chosen[0]?.container, first?.source.path ?? ''),
    ...(folder === undefined ? {} : { folder }),
    explicit: flags.explicit ?? false,
    stricter: flags.stricter ?? false,
  });
  const emission = await emit(translated, place, engine, projectOf(chosen[0]?.container, first?.source.path ?? ''));
  const { found, problems: own } = await readBack(emission, translated, place, engine);
  const notes = translated.flatMap(({ asked, want, notes: before }): readonly TranslationNote[] => {
    const said = [...before, ...emission.notes.filter(({ container }) => container === asked.id)];
    return [...said, ...losses(want, found.get(asked.id), place, said), ...besideLosses(asked, place)];
  });
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...own.map((problem) => ({ ...problem, message: `the result is at fault, which is a defect of bulkhead: ${problem.message}` })),
  ];
  const names = new Map(translated.map(({ asked }) => [asked.id, asked.name]));
  await deliver({ files: emission.files, notes, problems, names, engine }, flags, terminal);
  if (flags.format === 'text') sayNotes(notes, names, terminal);
  sayProblems(problems, terminal);
  return problems.length > 0 ? 2 : 0;
}

interface Chosen {
  readonly container: Container;
  readonly engine: Engine;
}

async function declaredIn(
  { source, engine: runs }: Given,
  flags: TranslateFlags,
): Promise<{ containers: readonly Chosen[]; problems: readonly Problem[] }> {
  const surface = surfaceOf(source);
  if (surface === undefined) throw noSurface(source.path);
  const { containers, problems } = await declare(surface, source, { ...fileContext(), everything: true });
  const asked = engineOf(flags);
  return {
    problems,
    containers: containers.map((container) => {
      const own = runs === undefined ? container : underEngine(container, runs);
      const engine = asked === undefined || container.engine === 'oci' ? (runs ?? defaultEngine(container.engine)) : asked;
      return { container: { ...own, engine: engine.kind }, engine };
    }),
  };
}

function chosenOf(
  all: readonly Chosen[],
  problems: readonly Problem[],
  given: readonly Given[],
  { container: wanted }: TranslateFlags,
): readonly Chosen[] {
  const path = given[0]?.source.path ?? 'it';
  const running = all.filter(({ container }) => container.kind === 'container');
  if (running.length === 0 && all.length > 0)
    throw new Unreadable(
      `${path} declares an image, and no container that runs it; translate a compose file, a manifest, a unit or a run command`,
    );
  if (running.length === 0)
    throw new Unreadable(`${path} declares no container${problems[0] === undefined ? '' : `: ${problems[0].message}`}`);
  const chosen = running.filter(({ container }) => wanted === undefined || container.name === wanted);
  if (chosen.length === 0)
    throw new Unreadable(`${path} has no container named ${wanted}; it has ${running.map(({ container }) => container.name).join(', ')}`);
  return chosen;
}

function targetEngine({ to, toEngine }: TranslateFlags, { engine: kind }: Place): Engine {
  if (toEngine === undefined) return defaultEngine(kind);
  const engine = parseEngine(toEngine);
  const fits = engine !== undefined && (engine.kind === kind || (to === 'compose' && engine.kind === 'podman'));
  if (!fits)
    throw new Unreadable(
      `--to-engine ${toEngine} does not run what --to ${to} writes; use ${kind === 'oci' ? 'none' : kind}, with a version as in ${kind}@${defaultEngine(kind).version}`,
    );
  return engine;
}

/** A compose project has a name; a file has one, unless it is that of its kind. */
function projectOf(container: Container | undefined, path: string): string {
  const stem = basename(path).replace(/\.[^.]*$/, '');
  const own =
    container?.surface === 'compose'
      ? container.group
      : /^(?:(?:docker-)?compose|run|Makefile|standard input|command line)$/.test(stem)
        ? undefined
        : stem;
  const folder = basename(dirname(absolute(path)));
  const plain = (own ?? folder)
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return plain === '' ? 'containers' : plain;
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
    files: [{ name: 'config.json', text: `${JSON.stringify(config, null, 2)}\n` }],
    notes: notes.map((line) => ({
      kind: 'todo',
      container: only.asked.id,
      path: /^\S+/.exec(line)?.[0] ?? '',
      message: line.replace(/^\S+ /, ''),
    })),
    names: new Map([[only.asked.id, 'config.json']]),
  };
}
