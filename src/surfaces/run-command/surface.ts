import type { Surface } from '../../model/index.ts';
import { kindOf } from './kind.ts';

/** `docker run` and `podman run`, typed, in shell scripts, makefiles and systemd units. */
export const runCommand: Surface = {
  id: 'run-command',
  title: 'Run command',
  claims: (name, text) => kindOf(name, text) !== undefined,
  // Nobody writes that much by hand, and every line of it is kept with its place.
  longest: 2 * 1024 * 1024,
  load: async () => (await import('./read.ts')).reader,
  loadWriter: async () => (await import('./write/writer.ts')).writer,
  loadEmitter: async () => (await import('./emit/emitter.ts')).emitter,
};
