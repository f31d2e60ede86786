import type { FileDoors, FileReader } from '../../model/index.ts';
import { cratesOf } from './cargo.ts';
import { elfOf, isProgram } from './elf/elf.ts';
import { buildInfoOf } from './go/build-info.ts';
import { longProgram } from './go/long.ts';
import { modulesOf } from './go/modules.ts';
import { toldBy } from './told.ts';

/** Programs and libraries that tell what they are made of: those of Go, and of Rust with cargo-auditable. */
export const programReader = (doors: Pick<FileDoors, 'inflate'>): FileReader => ({
  longest: 64 * 1024 * 1024,
  wants: ({ path, mode }) => ((mode & 0o111) !== 0 || /\.(?:so|node)(?:\.|$)/.test(path) ? 'head' : undefined),
  begins: isProgram,
  read({ path }, bytes) {
    const elf = elfOf(bytes);
    if (elf === undefined) return [];
    const info = buildInfoOf(elf);
    return toldBy(path, [...(info === undefined ? [] : modulesOf(info)), ...cratesOf(elf, doors)]);
  },
  pieces: longProgram,
});
