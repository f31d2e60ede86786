import type { FileDoors, FileReader } from '../model/index.ts';
import { languageReaders } from './language/index.ts';
import { distributionReaders } from './os/index.ts';

export { assemblePackages } from './assemble.ts';
export { ownersOf } from './owners.ts';

/** Everything that tells of packages in the files of a layer. */
export const packageReaders = (doors: FileDoors): readonly FileReader[] => [...distributionReaders(doors), ...languageReaders(doors)];
