import type { ImageFile, Severity } from '../../model/index.ts';
import { systemFileOf } from '../system-files.ts';

/** How much it weighs that somebody who is not root may write a file. */
export interface WritableKind {
  readonly severity: Severity;
  /** Follows the paths and the layer. */
  readonly says: string;
  fits(file: ImageFile): boolean;
}

const byAll = ({ mode }: ImageFile): boolean => (mode & 0o002) !== 0;
const decidesWhoIsRoot = ({ path, what }: ImageFile): boolean => what === 'writable-system' && systemFileOf(path) === 'identity';
export const isOfSystem = ({ what }: ImageFile): boolean => what === 'writable-system';

/** Each file is of the first kind that it fits. */
export const writableKinds: readonly WritableKind[] = [
  {
    severity: 'high',
    says: 'may be written by everybody, and decides who is root',
    fits: (file) => decidesWhoIsRoot(file) && byAll(file),
  },
  {
    severity: 'medium',
    says: 'may be written by somebody who is not root, and decides who is root',
    fits: decidesWhoIsRoot,
  },
  { severity: 'medium', says: 'may be written by everybody, though it is of the system', fits: (file) => isOfSystem(file) && byAll(file) },
  { severity: 'low', says: 'belongs to somebody who is not root, though it is of the system', fits: isOfSystem },
  { severity: 'low', says: 'may be written by everybody', fits: () => true },
];

export const writableKindOf = (file: ImageFile): WritableKind | undefined => writableKinds.find(({ fits }) => fits(file));
