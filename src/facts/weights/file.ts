import type { ImageFile, Severity } from '../../model/index.ts';
import { isPrivileged, weightOfPrivileged } from './privileged-file.ts';
import { writableKindOf } from './writable-file.ts';

/** A shell, a package manager, a tool of a build: of use to whoever is inside already. */
const weightOfTool: Severity = 'low';

/** What weighs a file with rights, or a program that is of use to an intruder. Undefined: nothing, so that it is not told. */
export function weightOfFile(file: ImageFile): Severity | undefined {
  switch (file.what) {
    case 'set-uid':
    case 'set-gid':
    case 'capabilities':
      return isPrivileged(file) ? weightOfPrivileged(file) : undefined;
    case 'world-writable':
    case 'writable-system':
      return writableKindOf(file)?.severity;
    default:
      return weightOfTool;
  }
}
