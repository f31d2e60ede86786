import { programKindOf } from '../../facts/programs/index.ts';
import type { FileKind, FileReader, LayerFact, LayerFile } from '../../model/index.ts';
import { foldersOf } from '../layer/paths.ts';
import { fileCapabilities } from './capability.ts';
import { setIdOf, writableOf } from './rights.ts';

/** Of one kind in one layer. From here on what lies in a folder that was told is left to its folder. */
const many = 200;
const most = 5000;

/** Rights and names of files, by their headers alone. For one layer: it counts. */
export function rightsReader(): FileReader {
  const counts = new Map<FileKind, number>();
  const folders = new Set<string>();

  function told(file: LayerFile, what: FileKind, more: { readonly capabilities?: readonly string[] } = {}): LayerFact[] {
    const { path, type, mode, uid, gid, size } = file;
    const count = counts.get(what) ?? 0;
    if (count >= many && isInside(path, what)) return [];
    counts.set(what, count + 1);
    if (type === '5') folders.add(`${what} ${path}`);
    if (count < most) return [{ kind: 'file', path, what, type, mode, uid, gid, size, ...more }];
    return count === most
      ? [{ kind: 'problem', path, because: `only the first ${most} files of this kind (${what}) in this layer are told` }]
      : [];
  }

  function isInside(path: string, what: FileKind): boolean {
    for (const folder of foldersOf(path)) if (folders.has(`${what} ${folder}`)) return true;
    return false;
  }

  return {
    longest: 0,
    entry(file) {
      const { mode, uid, capability } = file;
      // Most are files of root that only he writes and nobody runs.
      if (uid === 0 && (mode & 0o6133) === 0 && capability === undefined) return nothing;
      const capabilities = capability === undefined ? undefined : fileCapabilities(capability);
      const writable = writableOf(file);
      const program = programOf(file);
      const setId = setIdOf(file);
      if (capabilities === undefined && writable === undefined && program === undefined && setId.length === 0) return nothing;
      return [
        ...setId.flatMap((what) => told(file, what)),
        ...(capabilities === undefined ? [] : told(file, 'capabilities', { capabilities })),
        ...(writable === undefined ? [] : told(file, writable)),
        ...(program === undefined ? [] : told(file, program)),
      ];
    },
  };
}

const nothing: readonly LayerFact[] = [];

/** A program lies in a folder that is named bin or sbin and may be run. A symbolic link is none by itself. */
function programOf({ path, type, mode }: LayerFile): ReturnType<typeof programKindOf> {
  if ((mode & 0o111) === 0 || /[2-6]/.test(type)) return undefined;
  const slash = path.lastIndexOf('/');
  if (!path.endsWith('bin', slash) || !/(?:^|\/)s?bin$/.test(path.slice(Math.max(0, slash - 5), slash))) return undefined;
  return programKindOf(path.slice(slash + 1));
}
