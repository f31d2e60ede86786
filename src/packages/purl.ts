import { PackageURL } from 'packageurl-js';
import { type Distribution, isOfDistribution, type Package } from '../model/index.ts';

/** A package URL, and what it says. */
export interface Purl {
  readonly type: string;
  /** Of packages of distributions: the distribution. */
  readonly vendor?: string;
  /** As the ecosystem says it: with scope, group or path. */
  readonly name: string;
  readonly version: string;
  readonly qualifiers: Readonly<Record<string, string>>;
}

/**
 * Undefined: it has a name or version that a package URL cannot say. Sources: package-url/purl-spec PURL-TYPES.rst; `distro` and `upstream` as
 * other scanners write and read them ("debian-12", "glibc@2.36-9").
 */
export function purlOf(pkg: Package, distribution: Distribution | undefined): string | undefined {
  const { kind, arch, source } = pkg;
  const [namespace, name] = partsOf(pkg, distribution);
  const [, epoch, rest] = /^(\d+):(.*)$/s.exec(pkg.version) ?? [];
  const isRpm = kind === 'rpm' && epoch !== undefined;
  const qualifiers = {
    ...(arch === undefined || arch === '' ? {} : { arch }),
    ...(isOfDistribution(kind) && distribution !== undefined ? { distro: distroOf(distribution) } : {}),
    ...(isRpm && epoch !== undefined ? { epoch } : {}),
    ...(source === undefined || kind === 'rpm' ? {} : { upstream: upstreamOf(source, pkg) }),
  };
  try {
    return textOf(new PackageURL(kind, namespace, name, isRpm ? rest : pkg.version, qualifiers));
  } catch {
    return undefined;
  }
}

/** The library leaves a plus as it is, which some readers take for a space; the rules have it in its percent form. */
const textOf = (purl: PackageURL): string => purl.toString().replaceAll('+', '%2B');

function partsOf({ kind, name }: Package, distribution: Distribution | undefined): [namespace: string | undefined, name: string] {
  if (isOfDistribution(kind)) return [distribution?.id, name];
  const cut = kind === 'maven' ? name.lastIndexOf(':') : kind === 'golang' || kind === 'npm' ? name.lastIndexOf('/') : -1;
  return cut < 0 ? [undefined, name] : [name.slice(0, cut), name.slice(cut + 1)];
}

const distroOf = ({ id, version, codename }: Distribution): string =>
  [id, version ?? codename].filter((part) => part !== undefined).join('-');

const upstreamOf = ({ name, version }: { readonly name: string; readonly version: string }, pkg: Package): string =>
  version === pkg.version ? name : `${name}@${version}`;

/** pkg:oci names an image by its digest. Undefined: it cannot. Source: package-url/purl-spec PURL-TYPES.rst, oci. */
export function purlOfImage(repository: string, digest: string, tag: string | undefined, arch: string | undefined): string | undefined {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  try {
    const qualifiers = { repository_url: repository, ...(arch === undefined ? {} : { arch }), ...(tag === undefined ? {} : { tag }) };
    return textOf(new PackageURL('oci', undefined, name, digest, qualifiers));
  } catch {
    return undefined;
  }
}

/** Undefined: it is no package URL. Never throws. */
export function parsePurl(text: string): Purl | undefined {
  if (text.length > 4096 || !/^\s{0,10}pkg:/i.test(text)) return undefined;
  try {
    const { type, namespace, name, version = '', qualifiers } = PackageURL.fromString(text);
    if (namespace === undefined || namespace === '') return { type, name, version, qualifiers: { ...qualifiers } };
    if (isOfDistribution(type)) return { type, vendor: namespace, name, version, qualifiers: { ...qualifiers } };
    return { type, name: `${namespace}${type === 'maven' ? ':' : '/'}${name}`, version, qualifiers: { ...qualifiers } };
  } catch {
    return undefined;
  }
}
