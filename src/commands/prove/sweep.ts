import { startOf } from '../../host/owner.ts';
import { runTool } from '../../host/run-tool.ts';
import { leftFolders, removeEmpty, removeFile, removeFolder } from '../../host/scratch.ts';

/** What a place keeps beside its program, for the next start to undo. */
export type Note =
  /** A container of an engine. `settings`: the variables by which its program finds the engine. */
  | {
      readonly kind: 'engine';
      readonly program: string;
      readonly globals: readonly string[];
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
    return true;
  }
  if (note.kind === 'engine') {
    const { program, globals, settings, name } = note;
    const result = await runTool(program, [...globals, 'rm', '--force', '--volumes', name], { env: settings, timeout: 20_000 });
    return result.kind === 'done' || (result.kind === 'failed' && /no such container|no container with/i.test(result.stderr));
  }
  await runTool(note.runtime, ['--root', note.root, 'delete', '--force', note.name], { env: {}, timeout: 20_000 });
  for (const path of note.made.toReversed()) removeEmpty(path);
  return true;
}

const names = [
  ...['PATH', 'HOME', 'USER', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'TMPDIR', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_API_VERSION'],
  ...['CONTAINER_HOST', 'CONTAINER_CONNECTION', 'CONTAINER_SSHKEY', 'CONTAINERS_CONF', 'CONTAINERS_STORAGE_CONF', 'CONTAINERS_REGISTRIES_CONF'],
];

/** Of the environment what an engine's program is found by: nothing else of it is kept in a file. */
export const settingsOf = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => names.includes(name)));

function isNote(value: unknown): value is Note {
  const texts = (...names: readonly string[]): boolean =>
    names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string');
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'engine')
    return texts('program', 'name') && 'globals' in value && areTexts(value.globals) && 'settings' in value && areTexts(Object.values(value.settings ?? {}));
  if (value.kind === 'bundle')
    return (
      texts('runtime', 'root', 'name') &&
      'made' in value &&
      Array.isArray(value.made) &&
      value.made.every((path) => typeof path === 'string')
    );
  return value.kind === 'file' && texts('path', 'start') && 'pid' in value && typeof value.pid === 'number';
}

const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
