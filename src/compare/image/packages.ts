import type { ImagePackage, PackageKind } from '../../model/index.ts';

/** Negative: the first is older. Undefined: they cannot be compared. */
export type Order = (kind: PackageKind, first: string, second: string) => number | undefined;

export interface PackageDifference {
  readonly added: readonly ImagePackage[];
  readonly removed: readonly ImagePackage[];
  readonly changed: readonly PackageChange[];
}

/** One package in another version. */
export interface PackageChange {
  readonly base: ImagePackage;
  readonly head: ImagePackage;
  /** `other`: which one is newer cannot be told. */
  readonly to: 'newer' | 'older' | 'other';
}

/**
 * Packages by name and architecture. Of one that is there in several versions those that are on one side only are held against each other,
 * the oldest against the oldest; where they lie in the image does not count. Sorted by kind and name.
 */
export function comparePackages(base: readonly ImagePackage[], head: readonly ImagePackage[], order: Order): PackageDifference {
  const [before, after] = [grouped(base), grouped(head)];
  const added: ImagePackage[] = [];
  const removed: ImagePackage[] = [];
  const changed: PackageChange[] = [];
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, fresh] = [before.get(key) ?? new Map(), after.get(key) ?? new Map()] as [Versions, Versions];
    const gone = inOrder(old, fresh, order);
    const come = inOrder(fresh, old, order);
    const pairs = Math.min(gone.length, come.length);
    for (let at = 0; at < pairs; at++) {
      const [from, to] = [gone[at], come[at]];
      if (from !== undefined && to !== undefined)
        changed.push({ base: from, head: to, to: directionOf(order(to.kind, from.version, to.version)) });
    }
    removed.push(...gone.slice(pairs));
    added.push(...come.slice(pairs));
  }
  return { added, removed, changed };
}

type Versions = ReadonlyMap<string, ImagePackage>;

function grouped(packages: readonly ImagePackage[]): ReadonlyMap<string, Map<string, ImagePackage>> {
  const groups = new Map<string, Map<string, ImagePackage>>();
  for (const each of packages) {
    const key = [each.kind, each.name, each.arch ?? ''].join('\0');
    const versions = groups.get(key) ?? new Map<string, ImagePackage>();
    if (!versions.has(each.version)) versions.set(each.version, each);
    groups.set(key, versions);
  }
  return groups;
}

/** Those that the other side has not, the oldest first. */
const inOrder = (versions: Versions, other: Versions, order: Order): readonly ImagePackage[] =>
  [...versions.values()]
    .filter(({ version }) => !other.has(version))
    .sort((a, b) => order(a.kind, a.version, b.version) ?? (a.version < b.version ? -1 : 1));

const directionOf = (order: number | undefined): PackageChange['to'] =>
  order === undefined || order === 0 ? 'other' : order < 0 ? 'newer' : 'older';
