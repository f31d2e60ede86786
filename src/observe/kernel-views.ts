import { kernelPaths } from '../facts/kernel-paths.ts';
import { type Field, type Linux, type Origin, written } from '../model/index.ts';
import type { MountLine } from './mountinfo.ts';
import { isKernelView } from './mounts.ts';
import type { Texts } from './texts.ts';

/**
 * Paths of /proc and /sys that are hidden: a folder under an empty file system, a file under /dev/null; and those that may only be read,
 * being a part of the same file system mounted again. `whole`: where the list as such is read.
 */
export function kernelViewsOf(lines: readonly MountLine[], whole: Origin): Pick<Linux, 'maskedPaths' | 'readonlyPaths'> {
  const views = lines.filter(isKernelView);
  const paths = (fits: (line: MountLine) => boolean): Field<readonly string[]> => {
    const found = views.filter(fits);
    return written(
      found.map(({ point }) => point),
      found[0]?.origin ?? whole,
    );
  };
  return { maskedPaths: paths(hides), readonlyPaths: paths((line) => !hides(line) && line.options.includes('ro')) };
}

const hides = ({ type, root }: MountLine): boolean => (type === 'tmpfs' || type === 'devtmpfs') && (root === '/' || root === '/null');

/** Patterns cannot be asked for, and no kernel lacks all of them. */
export const lackingOf = ({ door }: Texts): readonly string[] =>
  [...kernelPaths.keys()].filter((path) => !path.includes('*') && door.look(path) === undefined);
