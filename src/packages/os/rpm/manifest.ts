import type { FileReader, Package } from '../../../model/index.ts';
import { packageFacts, sizeOf } from '../record.ts';
import { isKey, named } from './named.ts';

/**
 * The list of packages in images of Azure Linux (and CBL-Mariner) without rpm: what rpm -qa said of them, with tabs between name, version and release, two times,
 * the vendor, the epoch, the size, the architecture, the epoch as a number, and the source (toolkit/tools/imagegen of microsoft/azurelinux, rpmQueryFormatLong).
 */
export const rpmManifestReader: FileReader = {
  longest: 16 * 1024 * 1024,
  wants: ({ path }) => (path === 'var/lib/rpmmanifest/container-manifest-2' ? 'whole' : undefined),
  read: ({ path }, bytes) =>
    packageFacts(
      path,
      new TextDecoder()
        .decode(bytes)
        .split('\n')
        .filter((line) => line.trim() !== '')
        .flatMap((line) => packageOf(line.trim().split('\t', 10))),
    ),
};

function packageOf([name = '', version = '', , , , epoch = '', size, arch = '', , sourceRpm = '']: readonly string[]): Package[] {
  if (isKey(name)) return [];
  const said = { name, version, sourceRpm, ...(/^\d{1,10}$/.test(epoch) ? { epoch: Number(epoch) } : {}) };
  return [{ ...named(said), ...(arch === '' ? {} : { arch }), ...sizeOf(size, 1) }];
}
