import { debianRelease } from '../facts/distributions/debian-codenames.ts';
import type { Distribution, ImagePackage, PackageKind } from '../model/index.ts';

/** How OSV names the registries of languages (ossf.github.io/osv-schema, 1.7, "Defined ecosystems"). */
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
  const [family = '', release = ''] = [name.split(':', 1)[0], name.slice(name.indexOf(':') + 1)];
  if (Object.values(languages).includes(name)) return name;
  // "Red Hat:enterprise_linux:9::appstream": the end of a CPE name. Those of extended support (rhel_eus) are left out: their fixes need a subscription.
  if (family === 'Red Hat') {
    const major = /^enterprise_linux:(\d+)(?:[.:]|$)/.exec(release)?.[1];
    return major === undefined ? undefined : `Red Hat:${major}`;
  }
  // "SUSE:Linux Enterprise Module for Basesystem 15 SP5": a release and each of its modules.
  if (family === 'SUSE') {
    const [, major, pack = '0'] = /^Linux Enterprise .*?\b(\d+)(?: SP(\d+))?(?:-.*)?$/.exec(release) ?? [];
    return major === undefined ? undefined : `SUSE:${major}.${pack}`;
  }
  if (family === 'Ubuntu') {
    // Fixes of Ubuntu Pro need a subscription.
    const version = /^(\d+\.\d+)(?::LTS)?$/.exec(release)?.[1];
    return version === undefined ? undefined : `Ubuntu:${version}`;
  }
  if (family === 'Rocky Linux' || family === 'AlmaLinux') return `${family}:${release.split('.', 1)[0]}`;
  return distributions.has(family) ? name : undefined;
}

const distributions = new Set(['Debian', 'Alpine', 'Wolfi', 'Chainguard', 'openSUSE', 'openEuler', 'Mageia', 'Azure Linux', 'Photon OS']);

/** Those of a registry of a language name each package by itself; the others follow a release. */
export const isDistribution = (ecosystem: string): boolean => !Object.values(languages).includes(ecosystem);

/** What the advisories on a distribution are filed under; undefined: nobody publishes any that are read here. */
export function ecosystemOfDistribution({ id, version, codename }: Distribution): string | undefined {
  const major = version?.split('.', 1)[0];
  const minor = version?.split('.').slice(0, 2).join('.');
  const numbered: Readonly<Record<string, string | undefined>> = {
    alpine: minor && `Alpine:v${minor}`,
    ubuntu: minor && `Ubuntu:${minor}`,
    rhel: major && `Red Hat:${major}`,
    rocky: major && `Rocky Linux:${major}`,
    almalinux: major && `AlmaLinux:${major}`,
    sles: version && `SUSE:${major}.${version.split('.')[1] ?? '0'}`,
    'opensuse-leap': minor && `openSUSE:Leap ${minor}`,
    mageia: major && `Mageia:${major}`,
    azurelinux: major && `Azure Linux:${major}`,
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
  // Debian, Ubuntu and Alpine name the source alone; of rpm distributions some name what was built from it.
  return one.kind === 'rpm' && source.name !== own.name ? [source, own] : [source];
}

/** PyPI: PEP 503, section "Normalized Names". npm, Go: as they are. */
export const packageName = (ecosystem: string, name: string): string =>
  ecosystem === 'PyPI' ? name.replace(/[-_.]+/g, '-').toLowerCase() : name;
