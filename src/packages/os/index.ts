import type { FileDoors, FileReader } from '../../model/index.ts';
import { apkReader } from './apk.ts';
import { dpkgReader } from './dpkg.ts';
import { distributionReader } from './os-release.ts';
import { rpmManifestReader } from './rpm/manifest.ts';
import { rpmReader } from './rpm/reader.ts';
import { unreadReader } from './unread.ts';

/** Everything that tells of a distribution and its packages. */
export const distributionReaders = (doors: Pick<FileDoors, 'rows'>): readonly FileReader[] => [
  dpkgReader,
  apkReader,
  rpmReader(doors),
  rpmManifestReader,
  distributionReader,
  unreadReader(),
];
