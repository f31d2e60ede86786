import { resolve as absolute, basename, dirname } from 'node:path';
import { defaultEngine, parseEngine } from '../../engines/index.ts';
import { underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import { processTerminal } from '../../host/terminal.ts';
import { type Container, type Engine, type Problem, Unreadable } from '../../model/index.ts';
import { type Place, places } from '../../translate/index.ts';
import { declare, surfaceOf } from '../declare.ts';
import { engineOf } from '../flags.ts';
import type { Given } from '../gift.ts';
import { noSurface, sourcesOf } from '../sources.ts';
import { targetsOf } from '../targets.ts';
import type { TranslateFlags } from './flags.ts';
import { deliver, sayNotes, sayProblems } from './print.ts';
import { type Chosen, translation } from './translation.ts';

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
  const path = given[0]?.source.path ?? '';
  const {
    files,
    notes,
    translated,
    problems: own,
  } = await translation(chosen, {
    place,
    engine,
    project: projectOf(chosen[0]?.container, path),
    ...(target.kind === 'path' ? { folder: absolute(dirname(target.path)) } : {}),
    explicit: flags.explicit ?? false,
    stricter: flags.stricter ?? false,
  });
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...own.map((problem) => ({ ...problem, message: `the result is at fault, which is a defect of bulkhead: ${problem.message}` })),
  ];
  const names = new Map(translated.map(({ asked }) => [asked.id, asked.name]));
  await deliver({ files, notes, problems, names, engine }, flags, terminal);
  if (flags.format === 'text') sayNotes(notes, names, terminal);
  sayProblems(problems, terminal);
  return problems.length > 0 ? 2 : 0;
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
