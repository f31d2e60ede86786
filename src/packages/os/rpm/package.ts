import type { LayerFact, Package } from '../../../model/index.ts';
import { tellsOfPackages } from '../../language/paths.ts';
import { licenseOf } from '../record.ts';
import { type Header, headerOf, tags } from './header.ts';

export interface RpmPackage {
  readonly package: Package;
  /** Those of its files that tell of packages. */
  readonly files: readonly string[];
}

/** Public keys that rpm trusts are kept among the packages under this name (rpmkeys(8)). */
const keys = 'gpg-pubkey';

/** One header of a database; undefined: a key. Throws Unreadable. */
export function rpmPackage(bytes: Uint8Array): RpmPackage | undefined {
  const header = headerOf(bytes);
  const name = header.text(tags.name) ?? '';
  if (name === keys) return undefined;
  const version = numbered(header, `${header.text(tags.version) ?? ''}-${header.text(tags.release) ?? ''}`);
  const size = header.numbers(tags.longSize)[0] ?? header.numbers(tags.size)[0];
  const arch = header.text(tags.arch);
  const module = header.text(tags.modularity);
  return {
    package: {
      kind: 'rpm',
      name,
      version,
      ...(arch === undefined ? {} : { arch }),
      ...sourceOf(header, name, version),
      ...(size === undefined ? {} : { size }),
      ...licenseOf(header.text(tags.license)),
      ...(module === undefined || !/^[!-~]{1,300}$/.test(module) ? {} : { module }),
    },
    files: filesOf(header),
  };
}

function numbered(header: Header, version: string): string {
  const epoch = header.numbers(tags.epoch)[0];
  return epoch === undefined ? version : `${epoch}:${version}`;
}

/** "glibc-2.34-60.el9.src.rpm". It has no epoch: the source's is that of the package, where a subpackage does not set its own. */
function sourceOf(header: Header, name: string, version: string): Pick<Package, 'source'> {
  const [, source, built] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec((header.text(tags.sourceRpm) ?? '').slice(0, 500)) ?? [];
  if (source === undefined || built === undefined) return {};
  const own = numbered(header, built);
  return source === name && own === version ? {} : { source: { name: source, version: own } };
}

function filesOf(header: Header): readonly string[] {
  const folders = header.texts(tags.directoryNames);
  const indexes = header.numbers(tags.directoryIndexes);
  const files: string[] = [];
  header.texts(tags.baseNames).forEach((base, at) => {
    const folder = folders[indexes[at] ?? -1];
    if (folder === undefined || folder.length + base.length > longestPath) return;
    const path = `${folder}${base}`.replace(/^\//, '');
    if (tellsOfPackages(path)) files.push(path);
  });
  return files;
}

/** PATH_MAX of Linux. */
const longestPath = 4096;

/** What a database of headers tells. Throws Unreadable for one that is damaged. */
export function rpmFacts(
  path: string,
  headers: Iterable<Uint8Array>,
): { readonly packages: readonly Package[]; readonly owned: readonly LayerFact[] } {
  const packages: Package[] = [];
  const owned: LayerFact[] = [];
  for (const bytes of headers) {
    const found = rpmPackage(bytes);
    if (found === undefined) continue;
    packages.push(found.package);
    if (found.files.length > 0) owned.push({ kind: 'owned', path, owner: found.package.name, files: found.files });
  }
  return { packages, owned };
}
