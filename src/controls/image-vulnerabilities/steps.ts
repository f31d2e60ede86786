import type { ImageContents, PackageKind, Vulnerability } from '../../model/index.ts';

/** How to build the image without it: by its base image where that brought the package, by the package's own manager otherwise. `names`: what was built from the source. */
export function stepsFor(
  vulnerability: Vulnerability,
  names: readonly string[],
  { layers, distribution }: ImageContents,
): readonly string[] {
  const { state, url, fixed = '', package: one } = vulnerability;
  if (state !== 'fixed') {
    const read = url === undefined ? '' : `: ${url}`;
    const end =
      state === 'end-of-life' ? 'build from a newer release of the base image, or without the package' : `nothing to upgrade to${read}`;
    return [end, 'where the program cannot reach it, a VEX document says so: bulkhead scan --vex FILE'];
  }
  const base = layers[one.layer - 1]?.base === true ? ['build anew from a newer image of the base: docker build --pull'] : [];
  if (one.owner !== undefined)
    return [
      ...base,
      `upgrade ${one.owner}, which it is built into, once its keeper has built it with ${nameOf(one.kind, one.name)} ${fixed}`,
    ];
  const upgrade =
    one.kind === 'rpm' && distribution?.like.includes('suse') === true
      ? `RUN zypper --non-interactive update ${names.join(' ')}`
      : upgrades[one.kind];
  return [...base, typeof upgrade === 'string' ? upgrade : upgrade(one.name, fixed, names)];
}

const nameOf = (kind: PackageKind, name: string): string => (kind === 'golang' && name === 'stdlib' ? 'Go' : name);

type Upgrade = (name: string, fixed: string, names: readonly string[]) => string;

const upgrades: Readonly<Record<PackageKind, Upgrade>> = {
  deb: (_, __, names) => `RUN apt-get update && apt-get install -y --only-upgrade ${names.join(' ')}`,
  apk: (_, __, names) => `RUN apk add --no-cache --upgrade ${names.join(' ')}`,
  rpm: (_, __, names) => `RUN dnf upgrade -y ${names.join(' ')}`,
  npm: (name, fixed) => `npm install ${name}@${fixed}; where another package asks for it: npm audit fix, or overrides in package.json`,
  pypi: (name, fixed) => `pip install '${name}>=${fixed}', and raise it where it is pinned`,
  golang: (name, fixed) =>
    name === 'stdlib'
      ? `build the program with Go ${fixed} or later`
      : `go get ${name}@v${fixed.replace(/^v/, '')} and build the program anew`,
  maven: (name, fixed) => `raise ${name} to ${fixed} in the build`,
  gem: (name, fixed) => `bundle update ${name}, to ${fixed} or later`,
  cargo: (name, fixed) => `cargo update -p ${name} --precise ${fixed}, and build the program anew`,
};
