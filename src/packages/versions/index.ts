import type { PackageKind } from '../../model/index.ts';
import { compareApk } from './apk.ts';
import { compareDpkg } from './dpkg.ts';
import { compareRpm } from './rpm.ts';

type Order = (a: string, b: string) => number | undefined;

const orders: Partial<Record<PackageKind, Order>> = {
  apk: compareApk,
  deb: compareDpkg,
  rpm: compareRpm,
};

/** The order that a kind of packages gives its versions. Negative: `a` is the older one. Undefined: they cannot be compared. */
export const compareVersions = (kind: PackageKind, a: string, b: string): number | undefined => orders[kind]?.(a, b);
