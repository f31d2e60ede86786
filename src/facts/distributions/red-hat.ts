import { type Keeping, major, tagged } from './shape.ts';

/** Red Hat Enterprise Linux, what is built from it, and what it is built from. Days of a major release: minor ones end earlier, with the next one. Read in August 2026. */
export const rhel: Keeping = {
  name: 'Red Hat Enterprise Linux',
  image: (release) => `registry.access.redhat.com/ubi${release}`,
  releaseOf: major,
  releases: [
    ['10', '2035-05-31', '2039-05-31'],
    ['9', '2032-05-31', '2036-05-31'],
    ['8', '2029-05-31', '2033-05-31'],
    ['7', '2024-06-30', '2029-05-31'],
    ['6', '2020-11-30', '2024-06-30'],
    ['5', '2017-03-31', '2020-11-30'],
  ],
  longer: { name: 'Extended Life Cycle Support', paid: true },
  source: 'access.redhat.com/support/policy/updates/errata',
};

export const centos: Keeping = {
  name: 'CentOS Linux',
  releaseOf: major,
  releases: [
    ['8', '2021-12-31'],
    ['7', '2024-06-30'],
    ['6', '2020-11-30'],
    ['5', '2017-03-31'],
  ],
  source: 'wiki.centos.org/About/Product',
};

export const centosStream: Keeping = {
  name: 'CentOS Stream',
  image: (release) => `quay.io/centos/centos:stream${release}`,
  releaseOf: major,
  releases: [
    ['10', '2030-05-31'],
    ['9', '2027-05-31'],
    ['8', '2024-05-31'],
  ],
  source: 'centos.org/stream9',
};

export const rocky: Keeping = {
  name: 'Rocky Linux',
  image: tagged('rockylinux/rockylinux'),
  releaseOf: major,
  releases: [
    ['10', '2035-05-31'],
    ['9', '2032-05-31'],
    ['8', '2029-05-31'],
  ],
  source: 'wiki.rockylinux.org/rocky/version',
};

export const alma: Keeping = { ...rocky, name: 'AlmaLinux', image: tagged('almalinux'), source: 'wiki.almalinux.org/release-notes' };

export const oracle: Keeping = {
  name: 'Oracle Linux',
  image: tagged('oraclelinux'),
  releaseOf: major,
  releases: [
    ['10', undefined],
    ['9', '2032-06-30', '2035-06-30'],
    ['8', '2029-07-31', '2032-07-31'],
    ['7', '2024-12-31', '2028-06-30'],
    ['6', '2021-03-31', '2024-12-31'],
  ],
  longer: { name: 'Extended Support', paid: true },
  source: 'oracle.com, Lifetime Support Policy for Oracle Linux',
};

export const fedora: Keeping = {
  name: 'Fedora',
  image: tagged('fedora'),
  releaseOf: major,
  releases: [
    ['44', '2027-06-02'],
    ['43', '2026-12-09'],
    ['42', '2026-05-27'],
    ['41', '2025-12-15'],
    ['40', '2025-05-13'],
    ['39', '2024-11-26'],
    ['38', '2024-05-21'],
    ['37', '2023-12-05'],
    ['36', '2023-05-16'],
    ['35', '2022-12-13'],
    ['34', '2022-06-07'],
    ['33', '2021-11-30'],
    ['32', '2021-05-25'],
    ['31', '2020-11-24'],
    ['30', '2020-05-26'],
  ],
  source: 'docs.fedoraproject.org/en-US/releases/lifecycle',
};
