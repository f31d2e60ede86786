import type { FileDoors, FileReader, Package } from '../../model/index.ts';
import { isObject, stringOf } from '../../text/json/loose.ts';
import { licenseOf } from '../os/record.ts';
import { recordOf } from './paths.ts';
import { jsonOf, toldBy } from './told.ts';

const longestRecord = 4 * 1024 * 1024;

/** Packages that npm, pnpm or Yarn put into a folder node_modules: docs.npmjs.com, "package.json". Lock files are not asked: they say what may be installed. */
export const npmReader: FileReader = {
  longest: longestRecord,
  wants: ({ path }) => (recordOf(path) === 'npm' ? 'whole' : undefined),
  read: ({ path }, bytes) => toldBy(path, [npmPackage(bytes)]),
};

/** Yarn's Plug'n'Play (yarnpkg.com, "Plug'n'Play") runs packages out of the zip files of its cache; one package a file. */
export const yarnReader = (doors: Pick<FileDoors, 'zip'>): FileReader => ({
  longest: 64 * 1024 * 1024,
  wants: ({ path }) => (recordOf(path) === 'yarn-zip' ? 'whole' : undefined),
  read({ path }, bytes) {
    for (const entry of doors.zip(bytes)) if (recordOf(entry.name) === 'npm') return toldBy(path, [npmPackage(entry.read(longestRecord))]);
    return [];
  },
});

/** Undefined: it has no name or version, so it is no package: test data, or it says which kind of modules a folder holds. */
function npmPackage(bytes: Uint8Array): Package | undefined {
  const record = jsonOf(bytes);
  if (!isObject(record)) return undefined;
  const [name, version] = [stringOf(record.name), stringOf(record.version)];
  if (name === undefined || version === undefined) return undefined;
  const { license } = record;
  return { kind: 'npm', name, version, ...licenseOf(stringOf(isObject(license) ? license.type : license)) };
}
