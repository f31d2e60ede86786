import { isForEverybody, isOfStaff, systemFileOf } from '../../facts/system-files.ts';
import type { FileKind, LayerFile } from '../../model/index.ts';

const isFolder = ({ type }: LayerFile): boolean => type === '5';

/** What links, devices and pipes allow is decided elsewhere. */
const isFileOrFolder = ({ type }: LayerFile): boolean => !/[2346]/.test(type);

/** set-uid counts where somebody may run the file, set-gid where its group may: on others Linux takes it for nothing, or for locking (inode(7), stat(2)). */
export function setIdOf(file: LayerFile): FileKind[] {
  const { mode } = file;
  if ((mode & 0o6000) === 0 || isFolder(file) || !isFileOrFolder(file)) return [];
  return [
    ...((mode & 0o4000) !== 0 && (mode & 0o111) !== 0 ? (['set-uid'] as const) : []),
    ...((mode & 0o2000) !== 0 && (mode & 0o010) !== 0 ? (['set-gid'] as const) : []),
  ];
}

/** May somebody who is not root write it, though he should not? Its owner may, whatever the bits: he can change them. */
export function writableOf(file: LayerFile): FileKind | undefined {
  const { mode, uid, gid } = file;
  const byAll = (mode & 0o002) !== 0;
  const byGroup = (mode & 0o020) !== 0;
  if ((!byAll && !byGroup && uid === 0) || !isFileOrFolder(file)) return undefined;
  // In a folder with the sticky bit only a file's owner takes it away (inode(7)).
  if (isFolder(file) && (mode & 0o1000) !== 0 && uid === 0) return undefined;
  const path = `/${file.path}`;
  const system = systemFileOf(path);
  if (system !== undefined)
    // Group 0 is root's, and also the one of whoever runs under any user id (OpenShift); of what decides who is root it must not write either.
    return byAll || uid !== 0 || (byGroup && !isOfStaff(path, gid) && (gid !== 0 || (system === 'identity' && !isFolder(file))))
      ? 'writable-system'
      : undefined;
  return byAll && !isForEverybody(path) ? 'world-writable' : undefined;
}
