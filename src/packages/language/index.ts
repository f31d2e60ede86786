import type { FileDoors, FileReader } from '../../model/index.ts';
import { gemReader } from './gems.ts';
import { javaReader } from './java/reader.ts';
import { npmReader, yarnReader } from './npm.ts';
import { programReader } from './programs.ts';
import { pypiReader } from './pypi.ts';

/** Everything that tells of packages of languages, and of what programs are made of. */
export const languageReaders = (doors: Pick<FileDoors, 'zip' | 'inflate'>): readonly FileReader[] => [
  npmReader,
  yarnReader(doors),
  pypiReader,
  gemReader,
  javaReader(doors),
  programReader(doors),
];
