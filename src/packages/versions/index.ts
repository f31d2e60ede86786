import type { PackageKind } from '../../model/index.ts';
import { compareApk } from './apk.ts';
import { compareDpkg } from './dpkg.ts';
import { compareGem } from './gem.ts';
import { compareGo } from './go.ts';
import { compareMaven } from './maven.ts';
import { comparePep440 } from './pep440.ts';
import { compareRpm } from './rpm.ts';
import { compareSemver } from './semver.ts';

type Order = (a: string, b: string) => number | undefined;

const orders: Readonly<Record<PackageKind, Order>> = {
  apk: compareApk,
  cargo: compareSemver,
  deb: compareDpkg,
  gem: compareGem,
  golang: compareGo,
  maven: compareMaven,
  npm: compareSemver,
  pypi: comparePep440,
  rpm: compareRpm,
};

/** The order that a kind of packages gives its versions. Negative: `a` is the older one. Undefined: they cannot be compared. */
export const compareVersions = (kind: PackageKind, a: string, b: string): number | undefined => orders[kind](a, b);
