import type { Container } from '../../model/index.ts';
import { linuxPart } from './linux.ts';
import { mountsPart } from './mounts.ts';
import { takeNotes } from './notes.ts';
import { processPart } from './process.ts';
import type { OciConfig } from './types.ts';

/**
 * The effective view as an OCI runtime-spec 1.2 config.json, with a note for everything that it could not say: what is
 * unknown, what only the engine or the host has, and the secrets that were left out. For a container, not an image.
 */
export function toOciConfig(effective: Container): { config: OciConfig; notes: string[] } {
  const notes = takeNotes();
  const hostname = notes.value('hostname', effective.hostname);
  const config: OciConfig = {
    ociVersion: '1.2.0',
    process: processPart(effective, notes),
    root: { path: 'rootfs', readonly: notes.value('root.readonly', effective.root.readonly) ?? false },
    ...(hostname === undefined ? {} : { hostname }),
    mounts: mountsPart(effective, notes),
    linux: linuxPart(effective, notes),
  };
  return { config, notes: notes.lines };
}
