import type { Package } from '../../../model/index.ts';

/** What rpm says of a package, wherever it is written. */
export interface Said {
  readonly name: string;
  /** Version and release, with a hyphen between; empty: one of them is missing. */
  readonly version: string;
  readonly epoch?: number;
  /** "glibc-2.34-60.el9.src.rpm" */
  readonly sourceRpm: string;
}

/** Public keys that rpm trusts are kept among the packages under this name (rpmkeys(8)). */
export const isKey = (name: string): boolean => name === 'gpg-pubkey';

/** Its name and number, and those of its source, which is told without an epoch: it is that of the package, where a subpackage does not set its own. */
export function named({ name, version, epoch, sourceRpm }: Said): Pick<Package, 'kind' | 'name' | 'version' | 'source'> {
  const numbered = (text: string): string => (epoch === undefined || text === '' ? text : `${epoch}:${text}`);
  const own = { kind: 'rpm', name, version: numbered(version) } as const;
  const [, source, built] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(sourceRpm.slice(0, 500)) ?? [];
  if (source === undefined || built === undefined || (source === name && built === version)) return own;
  return { ...own, source: { name: source, version: numbered(built) } };
}
