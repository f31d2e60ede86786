import { basename } from 'node:path';
import { removeFolder } from '../../host/left-behind.ts';
import { endStartedAs, startOf } from '../../host/owner.ts';
import { runTool, type ToolResult } from '../../host/run-tool.ts';
import { leftFolders, removeEmpty, removeFile } from '../../host/scratch.ts';

/** What a place keeps beside its program, for the next start to undo. */
export type Note =
  /** A container of an engine. `settings`: the variables by which its program finds the engine. */
  | {
      readonly kind: 'engine';
      readonly program: string;
      /** Its options, and the words that remove a container at once. */
      readonly remove: readonly string[];
      readonly settings: Readonly<Record<string, string>>;
      readonly name: string;
    }
  /** A container of a runtime without an engine, whose state lies in `root`; `made`: what the runtime makes in its file system to mount on. */
  | { readonly kind: 'bundle'; readonly runtime: string; readonly root: string; readonly name: string; readonly made: readonly string[] }
  /** A file that was put into a container, seen through its process `pid`, which began at `start`. */
  | { readonly kind: 'file'; readonly path: string; readonly pid: number; readonly start: string };

/** Takes away what proofs left whose process was killed: folders, and what their notes tell. */
export async function sweepFolders(): Promise<void> {
  for (const { path, note } of leftFolders()) {
    // An engine that does not answer may do so at the next start.
    if (!isNote(note) || (await undo(note))) removeFolder(path);
  }
}

/** False: it could not be asked for. */
export async function undo(note: Note): Promise<boolean> {
  if (note.kind === 'file') {
    if (startOf(note.pid) === note.start) removeFile(note.path);
    // Who enters a container by the engine is not ended with the engine's client. After the file: none can begin any more.
    // What it started would stay as zombies where the first process of the container reaps none.
    await endStartedAs(basename(note.path), 3000);
    return true;
  }
  if (note.kind === 'engine') {
    const { program, remove, settings, name } = note;
    return removeContainer(() => runTool(program, [...remove, name], { env: settings, timeout: 20_000 }), name, false);
  }
  await runTool(note.runtime, ['--root', note.root, 'delete', '--force', note.name], { env: {}, timeout: 20_000 });
  for (const path of note.made.toReversed()) removeEmpty(path);
  return true;
}

/**
 * Asks an engine for a container's removal until it is gone, for 3 s: an engine that is about to end it finds it busy. `mayCome`: it may still be being
 * made, so that it is not gone where there is none. False: it is not known to be gone.
 */
export async function removeContainer(remove: () => Promise<ToolResult>, name: string, mayCome: boolean): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const result = await remove();
    const removed = result.kind === 'done' && result.stdout.includes(name);
    const absent = result.kind === 'done' || (result.kind === 'failed' && /no such container|no container with/i.test(result.stderr));
    if (removed || (absent && !mayCome)) return true;
    if (tries === 10) return absent;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const names = [
  ...['PATH', 'HOME', 'USER', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'TMPDIR', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_API_VERSION'],
  ...[
    'CONTAINER_HOST',
    'CONTAINER_CONNECTION',
    'CONTAINER_SSHKEY',
    'CONTAINERS_CONF',
    'CONTAINERS_STORAGE_CONF',
    'CONTAINERS_REGISTRIES_CONF',
  ],
];

/** Of the environment what an engine's program is found by: nothing else of it is kept in a file. */
export const settingsOf = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => names.includes(name)));

/** The words of a note, by its kind, that have to be there. */
const words: Readonly<Record<Note['kind'], readonly string[]>> = {
  engine: ['program', 'name'],
  bundle: ['runtime', 'root', 'name'],
  file: ['path', 'start'],
};

export function isNote(value: unknown): value is Note {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, remove, settings, made, pid, ...others } = value as Readonly<Record<string, unknown>>;
  if (kind !== 'engine' && kind !== 'bundle' && kind !== 'file') return false;
  if (!words[kind].every((name) => typeof others[name] === 'string')) return false;
  if (kind === 'engine') return areTexts(remove) && typeof settings === 'object' && settings !== null && areTexts(Object.values(settings));
  return kind === 'bundle' ? areTexts(made) : typeof pid === 'number';
}

const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
