import { resolve as absolute } from 'node:path';
import { defaultEngine } from '../../engines/index.ts';
import { type RunningEngine, underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import { writtenOutProfile } from '../../link/seccomp-profile.ts';
import { type Container, type Origin, type Problem, type Source, type TranslationNote, Unreadable, written } from '../../model/index.ts';
import { type RunWords, runWords } from '../../surfaces/run-command/twin.ts';
import { places } from '../../translate/index.ts';
import { declare, surfaceOf } from '../declare.ts';
import { settle } from '../settle.ts';
import { noSurface } from '../sources.ts';
import { translation } from '../translate/translation.ts';
import type { EngineProgram } from './engine.ts';
import { engineTwin } from './engine-twin.ts';
import type { Place } from './place.ts';

/** What a text declares, with what an engine needs beside what measures speak of. Throws Unreadable. */
export async function declaredIn(source: Source): Promise<{ containers: readonly Container[]; problems: readonly Problem[] }> {
  const surface = surfaceOf(source);
  if (surface === undefined) throw noSurface(source.path);
  return declare(surface, source, { ...fileContext(), everything: true });
}

/** The twin of a container that is declared otherwise than by a command. */
export async function translatedTwin(declared: Container, engine: EngineProgram, program: ProgramWords, folder: string): Promise<Place> {
  const { words, effective, notes } = await asCommand(declared, await engine.engine(), program, folder);
  const profile = writtenOutProfile(declared);
  const files = profile === undefined ? new Map() : new Map([[`--security-opt=seccomp=${heldProfile}`, profile]]);
  return engineTwin(words, engine, { expected: [effective], effective: async () => effective }, notes, files);
}

/** Where a profile stands that no file is known of, until it has one. */
const heldProfile = '/.bulkhead-seccomp.json';

/** A container that tells its profile itself, with a path that stands for it. */
function withPath(container: Container): Container {
  const { linux } = container;
  if (writtenOutProfile(container) === undefined) return container;
  return { ...container, linux: { ...linux, seccomp: written({ profile: 'custom', path: heldProfile }, container.origin) } };
}

/** A container that is declared otherwise, as the engine's own run command, and what the engine makes of it. */
interface AsCommand {
  readonly words: RunWords;
  readonly effective: Container;
  readonly notes: readonly string[];
}

/**
 * By way of translate, which writes what must be declared so that this engine does the same. A secret's value is not carried over, and a word that says
 * nothing stands for it: what counts is where it can be read. `folder`: where relative paths start. Throws Unreadable.
 */
async function asCommand(declared: Container, engine: RunningEngine, program: ProgramWords, folder: string): Promise<AsCommand> {
  const own = declared.engine === engine.kind ? engine : defaultEngine(declared.engine === 'oci' ? 'docker' : declared.engine);
  const container = own === engine ? underEngine(declared, engine) : declared;
  const place = places[`${engine.kind}-run`];
  const { files, notes, problems, read } = await translation([{ container: withPath(container), engine: own }], {
    place,
    engine,
    project: 'prove',
    folder,
  });
  const [problem] = problems;
  if (problem !== undefined) throw new Unreadable(`${declared.name} cannot be said as a command: ${problem.message}`);
  const words = runWords({ path: 'command line', text: files[0]?.text ?? '' });
  if ('because' in words) throw new Unreadable(`${declared.name} cannot be started: ${words.because}`);
  return {
    words: { ...words, ...program, options: words.options.map((option) => placed(option, folder)) },
    effective: await effectiveOf(
      container,
      own === engine ? container : placedLike(read.get(container.id) ?? container, container, container.origin),
      engine,
    ),
    notes: [
      ...(declared.engine === engine.kind ? [] : [`it is declared for ${declared.engine}, and ${engine.name} ran it as it was translated`]),
      ...notes.flatMap((note) => lossOf(note) ?? []),
    ],
  };
}

export type ProgramWords = Pick<RunWords, 'program' | 'globals'>;

/** On the engine that it was declared for its own effective view counts; on another one what came of the translation. */
async function effectiveOf(container: Container, started: Container, engine: RunningEngine): Promise<Container> {
  const { container: settled } = await settle(underEngine(started, engine), engine, fileContext());
  // Only the declaration knows which variables hold secrets: their values were not carried over.
  return { ...settled, id: container.id, name: container.name, process: { ...settled.process, env: container.process.env } };
}

/** The same value, with the origins of another one that has the same shape; where that has none, `otherwise`. So what was made points to where its author says it. */
function placedLike<T>(value: T, other: unknown, otherwise: Origin): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry, index) => placedLike(entry, partOf(other, index), otherwise)) as T;
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    key === 'origin' ? (partOf(other, 'origin') ?? otherwise) : placedLike(part, partOf(other, key), otherwise),
  ]);
  return Object.fromEntries(entries);
}

const partOf = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;

/** What was not carried over of what a measure is about. What the engines do differently by themselves is what the proof is about. */
const lossOf = ({ kind, path, message, because }: TranslationNote): string | undefined =>
  kind === 'lost' && path !== undefined && !path.startsWith('beside')
    ? `${path}: ${message}${because === undefined ? '' : `: ${because}`}`
    : undefined;

/** Paths begin where the declaration lies, and a variable of the caller stands for a secret. */
function placed(option: string, folder: string): string {
  const path = /^(--volume=|--security-opt=seccomp=|--env-file=)(\.{1,2}(?:\/[^:]*)?)(:.*)?$/s.exec(option);
  if (path !== null) return `${path[1]}${absolute(folder, path[2] ?? '')}${path[3] ?? ''}`;
  return /^--env=[^=]+$/.test(option) ? `${option}=in-place-of-a-secret` : option;
}
