import { ownerPattern, startOf, stateOf } from '../../host/owner.ts';
import { runTool } from '../../host/run-tool.ts';
import { leftFolders, removeEmpty, removeFile, removeFolder } from '../../host/scratch.ts';
import type { EngineProgram } from './engine.ts';
import { ownerLabel } from './owner-label.ts';

/** What a place keeps beside its program, for the next start to undo. */
export type Note =
  /** A container of a runtime without an engine, whose state lies in `root`; `made`: what the runtime makes in its file system to mount on. */
  | { readonly kind: 'bundle'; readonly runtime: string; readonly root: string; readonly name: string; readonly made: readonly string[] }
  /** A file that was put into a container, seen through its process `pid`, which began at `start`. */
  | { readonly kind: 'file'; readonly path: string; readonly pid: number; readonly start: string };

/** Takes away what proofs left whose process was killed: folders, and what their notes tell. */
export async function sweepFolders(): Promise<void> {
  for (const { path, note } of leftFolders()) {
    if (isNote(note)) await undo(note);
    removeFolder(path);
  }
}

export async function undo(note: Note): Promise<void> {
  if (note.kind === 'file') {
    if (startOf(note.pid) === note.start) removeFile(note.path);
    return;
  }
  await runTool(note.runtime, ['--root', note.root, 'delete', '--force', note.name], { env: {}, timeout: 20_000 });
  for (const path of note.made.toReversed()) removeEmpty(path);
}

function isNote(value: unknown): value is Note {
  const texts = (...names: readonly string[]): boolean =>
    names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string');
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'bundle')
    return (
      texts('runtime', 'root', 'name') &&
      'made' in value &&
      Array.isArray(value.made) &&
      value.made.every((path) => typeof path === 'string')
    );
  return value.kind === 'file' && texts('path', 'start') && 'pid' in value && typeof value.pid === 'number';
}

/** Takes away the containers of an engine that proofs left whose process was killed. One of an earlier boot, or of another machine, only where it does not run. */
export async function sweepEngine(run: EngineProgram['run']): Promise<void> {
  const listed = await run(['ps', '--all', '--no-trunc', '--filter', `label=${ownerLabel}`, '--format', '{{.Names}}']);
  if (listed.kind !== 'done') return;
  const pattern = new RegExp(`^bulkhead-prove-(${ownerPattern})-\\d+$`);
  for (const name of listed.stdout.split('\n')) {
    const who = pattern.exec(name)?.[1];
    const state = who === undefined ? 'alive' : stateOf(who);
    if (state === 'ended') await run(['rm', '--force', '--volumes', name]);
    if (state === 'earlier') await run(['rm', '--volumes', name]);
  }
}
