import type { FileReader } from '../model/index.ts';

/** Everything that tells of packages in the files of a layer. */
export const packageReaders = (): readonly FileReader[] => [];
