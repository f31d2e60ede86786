import { resolve as absolute, dirname } from 'node:path';
import { defaultEngine, knownVersions } from '../../engines/index.ts';
import { underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import type { Terminal } from '../../host/terminal.ts';
import { type Container, type Problem, type Source, Unreadable } from '../../model/index.ts';
import { type RunWords, runWords } from '../../surfaces/run-command/twin.ts';
import { asComposeNames } from '../compose-names.ts';
import { settle } from '../settle.ts';
import { sourcesOf } from '../sources.ts';
import type { Target } from '../targets.ts';
import { declaredIn, type ProgramWords, translatedTwin } from './declared.ts';
import { type EngineProgram, engineProgram } from './engine.ts';
import { engineTwin } from './engine-twin.ts';
import type { ProveFlags } from './flags.ts';
import type { Candidates, Place } from './place.ts';

/** Every container that a target declares, with what of it could not be read. Throws Unreadable. */
export async function candidatesOf(target: Target, flags: ProveFlags, terminal: Terminal): Promise<Candidates> {
  if (target.kind === 'live') return { candidates: [await (await import('./running.ts')).candidateOf(target, flags)], problems: [] };
  if (flags.live === true) throw new Unreadable('--live enters a container that runs: bulkhead prove --live container:NAME');
  const [given] = await sourcesOf(target, terminal, 'prove');
  if (given === undefined) throw new Unreadable('nothing was found');
  const { source } = given;
  const folder = absolute(target.kind === 'path' ? dirname(target.path) : '.');
  const { containers, problems } = await declaredIn(source);
  const chosen = chosenOf(containers, problems, source, flags);
  if (chosen[0]?.surface === 'oci-bundle') {
    const { bundlePlace } = await import('./bundle.ts');
    return { candidates: chosen.map((one) => ({ name: one.name, place: () => bundlePlace(source, one, folder, flags) })), problems };
  }
  const open = engines();
  return { candidates: chosen.map((one) => ({ name: one.name, place: () => twinOf(one, source, folder, flags, open) })), problems };
}

type Open = (words: Parameters<typeof engineProgram>[0]) => Promise<EngineProgram>;

/** Each engine is asked once what it is. */
function engines(): Open {
  const known = new Map<string, Promise<EngineProgram>>();
  return (words) => {
    const key = JSON.stringify([words.program, words.globals]);
    const engine = known.get(key) ?? engineProgram(words);
    known.set(key, engine);
    return engine;
  };
}

async function twinOf(declared: Container, source: Source, folder: string, { engine: asked }: ProveFlags, open: Open): Promise<Place> {
  if (declared.surface !== 'run-command') {
    const kind = asked ?? (declared.engine === 'docker' ? 'docker' : 'podman');
    const program: ProgramWords = { program: kind, globals: [] };
    const named = declared.surface === 'compose' ? await asComposeNames(declared, true) : declared;
    return translatedTwin(named, await open({ engine: kind, ...program }), program, folder);
  }
  const words = runWords(source, { start: declared.origin.start, folder });
  if ('because' in words) throw new Unreadable(`the command cannot be started again: ${words.because}`);
  return commandTwin(declared, words, await open(words));
}

/** The twin of what a run command declares: it is started while its engine tells what it is. */
export async function commandTwin(declared: Container, words: RunWords, program: EngineProgram): Promise<Place> {
  const engine = program.engine();
  const context = fileContext();
  // What an engine covers and limits changed from version to version; the oldest and the newest one do between them all that any does.
  const versions = [knownVersions(program.kind)[0] ?? '', defaultEngine(program.kind).version];
  const settled = await Promise.all(versions.map((version) => settle(declared, { kind: program.kind, version }, context)));
  const expected = settled.map(({ container }) => container);
  const effective = async (): Promise<Container> => {
    const runs = await engine;
    return (await settle(underEngine(declared, runs), runs, context)).container;
  };
  return engineTwin(words, program, { expected, effective });
}

function chosenOf(
  all: readonly Container[],
  [problem]: readonly Problem[],
  { path }: Source,
  { container: wanted }: ProveFlags,
): readonly Container[] {
  const running = all.filter(({ kind }) => kind === 'container');
  if (running.length === 0 && all.length > 0)
    throw new Unreadable(
      `${path} declares an image, and no container that runs it; prove a compose file, a unit, a bundle or a run command`,
    );
  if (running.length === 0) throw new Unreadable(`${path} declares no container${problem === undefined ? '' : `: ${problem.message}`}`);
  const chosen = running.filter(({ name }) => wanted === undefined || name === wanted);
  if (chosen.length === 0)
    throw new Unreadable(`${path} has no container named ${wanted}; it has ${running.map(({ name }) => name).join(', ')}`);
  return chosen;
}
