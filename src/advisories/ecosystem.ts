import { debianRelease } from '../facts/distributions/debian-codenames.ts';
import type { Distribution, ImagePackage, PackageKind } from '../model/index.ts';

/** How OSV names the registries of languages (docs/schema.md 1.7.5 of ossf/osv-schema, 2026-01-21, "Defined ecosystems"; so are the distributions below). */
const languages: Partial<Record<PackageKind, string>> = {
  npm: 'npm',
  pypi: 'PyPI',
  golang: 'Go',
  maven: 'Maven',
  gem: 'RubyGems',
  cargo: 'crates.io',
};

/**
 * One spelling for what advisories call their ecosystem; several that belong to one release of a distribution become one. Undefined: no package that is read
 * can be of it.
 */
export function canonicalEcosystem(name: string): string | undefined {
  const family = name.split(':', 1)[0] ?? '';
  const release = name.slice(family.length + 1);
  if (Object.values(languages).includes(name)) return name;
  // "Maven:https://maven.google.com": a jar does not tell which repository it came from.
  if (family === 'Maven') return family;
  // "Red Hat:enterprise_linux:9::appstream": the end of a CPE name. Those of extended support (rhel_eus) are left out: their fixes need a subscription.
  if (family === 'Red Hat') {
    const major = /^enterprise_linux:(\d+)(?:[.:]|$)/.exec(release)?.[1];
    return major === undefined ? undefined : `Red Hat:${major}`;
  }
  // "SUSE:Linux Enterprise Module for Basesystem 15 SP5", "… Server 16.0", "… Server 12 SP5-LTSS": a release and each of its modules; Micro has numbers of its own.
  if (family === 'SUSE') {
    const [, major, minor, pack] = /^Linux Enterprise (?!Micro\b).*?\b(\d+)(?:\.(\d+)| SP(\d+))?(?:-.*)?$/.exec(release) ?? [];
    return major === undefined ? undefined : `SUSE:${major}.${minor ?? pack ?? '0'}`;
  }
  if (family === 'Ubuntu') {
    // "22.04:LTS", "25.10"; "Pro:18.04:LTS" are fixes that need a subscription.
    const version = /^(\d+\.\d+)(?::LTS)?$/.exec(release)?.[1];
    return version === undefined ? undefined : `Ubuntu:${version}`;
  }
  if (byMajor.has(family)) {
    const major = /^(\d+)(?:\.|$)/.exec(release)?.[1];
    return major === undefined ? undefined : `${family}:${major}`;
  }
  return byPackage.has(family) || (distributions.has(family) && release !== '') ? name : undefined;
}

const byMajor = new Set(['Rocky Linux', 'AlmaLinux', 'Azure Linux']);
/** They have no releases, and advisories name "the package", where those of Debian, Ubuntu and Alpine name the source package. */
const byPackage = new Set(['Wolfi', 'Chainguard']);
const distributions = new Set(['Debian', 'Alpine', 'openSUSE', 'openEuler', 'Mageia', 'Photon OS']);

/** Those of a registry of a language name each package by itself; the others follow a release. */
export const isDistribution = (ecosystem: string): boolean => !Object.values(languages).includes(ecosystem);

/** What the advisories on a distribution are filed under; undefined: nobody publishes any that are read here. */
export function ecosystemOfDistribution({ id, version, codename, name }: Distribution): string | undefined {
  const major = version?.split('.', 1)[0];
  const minor = version?.split('.').slice(0, 2).join('.');
  const numbered: Readonly<Record<string, string | undefined>> = {
    // Edge has the number of the release to come, "3.21.0_alpha20240807", and "edge" in secdb.
    alpine: version?.includes('_alpha') ? 'Alpine:edge' : minor && `Alpine:v${minor}`,
    ubuntu: minor && `Ubuntu:${minor}`,
    rhel: major && `Red Hat:${major}`,
    rocky: major && `Rocky Linux:${major}`,
    almalinux: major && `AlmaLinux:${major}`,
    sles: version && `SUSE:${major}.${version.split('.')[1] ?? '0'}`,
    'opensuse-leap': minor && `openSUSE:Leap ${minor}`,
    mageia: major && `Mageia:${major}`,
    azurelinux: major && `Azure Linux:${major}`,
    // What Azure Linux was called up to 2.0.
    mariner: major && `Azure Linux:${major}`,
    openeuler: openEuler(name),
    photon: minor && `Photon OS:${minor}`,
  };
  const rolling: Readonly<Record<string, string>> = {
    wolfi: 'Wolfi',
    chainguard: 'Chainguard',
    'opensuse-tumbleweed': 'openSUSE:Tumbleweed',
  };
  if (id === 'debian') return `Debian:${major ?? debianRelease(codename ?? '') ?? 'sid'}`;
  return own(numbered, id) ?? own(rolling, id);
}

/** "openEuler 22.03 (LTS-SP3)" is "openEuler:22.03-LTS-SP3"; there are advisories on those with long support only. */
function openEuler(name: string): string | undefined {
  const [, version, support] = /^openEuler (\d+\.\d+) \((LTS(?:-SP\d+)?)\)$/.exec(name) ?? [];
  return version === undefined ? undefined : `openEuler:${version}-${support}`;
}

/** A distribution may call itself what every object has. */
const own = (table: Readonly<Record<string, string | undefined>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Undefined: nobody publishes advisories on such packages that are read here. */
export const ecosystemOfPackage = (kind: PackageKind, distribution: Distribution | undefined): string | undefined =>
  languages[kind] ?? (distribution === undefined ? undefined : ecosystemOfDistribution(distribution));

/** Where advisories on a package are filed, the most telling first; none: nobody publishes any. */
export function placesOf(
  one: ImagePackage,
  distribution: Distribution | undefined,
): readonly { ecosystem: string; name: string; version: string }[] {
  const ecosystem = ecosystemOfPackage(one.kind, distribution);
  if (ecosystem === undefined) return [];
  const own = { ecosystem, name: packageName(ecosystem, one.name), version: one.version };
  if (one.source === undefined || !isDistribution(ecosystem)) return [own];
  const source = { ecosystem, name: one.source.name, version: one.source.version };
  // Debian, Ubuntu and Alpine name the source alone; of rpm distributions some name what was built from it (Red Hat: "binary or source").
  return (one.kind === 'rpm' || byPackage.has(ecosystem)) && source.name !== own.name ? [source, own] : [source];
}

/** PyPI: PEP 503, section "Normalized Names". npm, Go: as they are. */
export const packageName = (ecosystem: string, name: string): string =>
  ecosystem === 'PyPI' ? name.replace(/[-_.]+/g, '-').toLowerCase() : name;
