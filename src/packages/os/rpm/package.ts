import type { LayerFact, Package } from '../../../model/index.ts';
import { fileBudget, licenseOf } from '../record.ts';
import { type Header, headerOf, tags } from './header.ts';
import { isKey, named } from './named.ts';

export interface RpmPackage {
  readonly package: Package;
  /** Those of its files that tell of packages. */
  readonly files: readonly string[];
}

/** One header of a database; undefined: a key. Throws Unreadable. */
export function rpmPackage(bytes: Uint8Array, told: ReturnType<typeof fileBudget>): RpmPackage | undefined {
  const header = headerOf(bytes);
  const name = header.text(tags.name) ?? '';
  if (isKey(name)) return undefined;
  const [version, release] = [header.text(tags.version) ?? '', header.text(tags.release) ?? ''];
  const epoch = header.numbers(tags.epoch)[0];
  const size = header.numbers(tags.longSize)[0] ?? header.numbers(tags.size)[0];
  const arch = header.text(tags.arch);
  const module = header.text(tags.modularity);
  return {
    package: {
      ...named({
        name,
        version: version === '' || release === '' ? '' : `${version}-${release}`,
        sourceRpm: header.text(tags.sourceRpm) ?? '',
        ...(epoch === undefined ? {} : { epoch }),
      }),
      ...(arch === undefined ? {} : { arch }),
      ...(size === undefined ? {} : { size }),
      ...licenseOf(header.text(tags.license)),
      ...(module === undefined || !/^[!-~]{1,300}$/.test(module) ? {} : { module }),
    },
    files: filesOf(header, told),
  };
}

function filesOf(header: Header, told: ReturnType<typeof fileBudget>): readonly string[] {
  const folders = header.texts(tags.directoryNames);
  const indexes = header.numbers(tags.directoryIndexes);
  return header.texts(tags.baseNames).flatMap((base, at) => {
    const folder = folders[indexes[at] ?? -1];
    return folder === undefined ? [] : (told(folder, base) ?? []);
  });
}

/** What a database of headers tells. Throws Unreadable for one that is damaged. */
export function rpmFacts(
  path: string,
  headers: Iterable<Uint8Array>,
): { readonly packages: readonly Package[]; readonly owned: readonly LayerFact[] } {
  const packages: Package[] = [];
  const owned: LayerFact[] = [];
  const told = fileBudget();
  for (const bytes of headers) {
    const found = rpmPackage(bytes, told);
    if (found === undefined) continue;
    packages.push(found.package);
    if (found.files.length > 0) owned.push({ kind: 'owned', path, owner: found.package.name, files: found.files });
  }
  return { packages, owned };
}
