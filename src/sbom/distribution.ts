import { type Distribution, isOfDistribution } from '../model/index.ts';
import type { Purl } from '../packages/purl.ts';

/** What is known of a distribution by its name and version alone. */
export const distributionOf = (id: string, version: string | undefined): Distribution => {
  // Debian's own VERSION_ID is "12"; some scanners write the point release of debian_version(5).
  const known = id === 'debian' ? version?.replace(/\..*$/s, '') : version;
  return { id, ...(known === undefined || known === '' ? {} : { version: known }), name: [id, known].filter(Boolean).join(' '), like: [] };
};

/**
 * The distribution that the URL of one of its packages names: `distro=debian-12`, or what Docker Scout writes, `os_name=debian&os_version=12`.
 * Undefined: none.
 */
export function distributionIn({ type, vendor, qualifiers }: Purl): Distribution | undefined {
  if (!isOfDistribution(type)) return undefined;
  const { distro, os_name: name, os_version: version } = qualifiers;
  if (name !== undefined) return distributionOf(name, version);
  const [, id = vendor, number] = /^(?:([a-z][a-z_-]*?)-)?v?(\d[\w.]*)$/i.exec(distro ?? '') ?? [];
  if (id !== undefined && number !== undefined) return distributionOf(id, number);
  return vendor === undefined ? undefined : distributionOf(vendor, undefined);
}
