/** Who publishes under which prefix (docs/schema.md 1.7.5 of ossf/osv-schema, "id, modified fields"). The longest that fits counts. */
const publishers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    GO: 'Go vulnerability database',
    PYSEC: 'PyPA advisory database',
    GHSA: 'GitHub advisory database',
    RUSTSEC: 'RustSec',
    MAL: 'OpenSSF malicious packages',
    OSV: 'OSS-Fuzz',
    DSA: 'Debian security advisories',
    DLA: 'Debian security advisories',
    DTSA: 'Debian security advisories',
    DEBIAN: 'Debian security tracker',
    ELA: 'Debian extended LTS advisories',
    ALPINE: 'Alpine secdb',
    UBUNTU: 'Ubuntu security',
    USN: 'Ubuntu security',
    LSN: 'Ubuntu security',
    RHSA: 'Red Hat security',
    RHBA: 'Red Hat security',
    RHEA: 'Red Hat security',
    RLSA: 'Rocky Linux security',
    RXSA: 'Rocky Linux security',
    ALSA: 'AlmaLinux security',
    ALBA: 'AlmaLinux security',
    ALEA: 'AlmaLinux security',
    SUSE: 'SUSE security',
    openSUSE: 'SUSE security',
    OESA: 'openEuler security',
    MGASA: 'Mageia security',
    PHSA: 'Photon OS security',
    AZL: 'Azure Linux security',
    CGA: 'Chainguard advisories',
    CVE: 'CVE records in OSV',
  }),
);

/** As people call it; of an unknown publisher the prefix of his ids. */
export function sourceOfId(id: string): string {
  const prefix = /^[A-Za-z]+/.exec(id)?.[0] ?? id.slice(0, 20);
  return publishers.get(prefix) ?? `OSV (${prefix})`;
}
