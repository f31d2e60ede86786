import { type Keeping, major, minor, tagged } from './shape.ts';

/** Days as their own pages gave them in August 2026. */
export const amazon: Keeping = {
  name: 'Amazon Linux',
  image: tagged('amazonlinux'),
  // The first one was numbered by months: "2018.03".
  releaseOf: (version) => (/^201\d\./.test(version) ? '1' : major(version)),
  releases: [
    ['2023', '2029-06-30'],
    ['2', '2026-06-30'],
    ['1', '2023-12-31'],
  ],
  source: 'docs.aws.amazon.com/linux',
};

export const leap: Keeping = {
  name: 'openSUSE Leap',
  image: tagged('opensuse/leap'),
  releaseOf: minor,
  releases: [
    ['16.0', '2027-10-31'],
    ['15.6', '2026-04-30'],
    ['15.5', '2024-12-31'],
    ['15.4', '2023-12-07'],
    ['15.3', '2022-12-31'],
    ['15.2', '2022-01-04'],
    ['15.1', '2021-02-02'],
    ['15.0', '2019-12-03'],
    ['42.3', '2019-07-01'],
  ],
  source: 'en.opensuse.org/Lifetime',
};

export const sles: Keeping = {
  name: 'SUSE Linux Enterprise Server',
  image: tagged('registry.suse.com/bci/bci-base'),
  releaseOf: (version) => (version.includes('.') ? minor(version) : `${version}.0`),
  releases: [
    ['16.0', '2027-11-30', '2030-11-30'],
    ['15.7', '2031-07-31', '2034-07-31'],
    ['15.6', '2025-12-31', '2028-12-31'],
    ['15.5', '2024-12-31', '2027-12-31'],
    ['15.4', '2023-12-31', '2026-12-31'],
    ['15.3', '2022-12-31', '2025-12-31'],
    ['15.2', '2021-12-31', '2024-12-31'],
    ['15.1', '2021-01-31', '2024-01-31'],
    ['15.0', '2019-12-31', '2022-12-31'],
    ['12.5', '2024-10-31', '2027-10-31'],
    ['12.4', '2020-06-30', '2023-06-30'],
    ['12.3', '2019-06-30', '2022-06-30'],
  ],
  longer: { name: 'Long Term Service Pack Support', paid: true },
  source: 'suse.com/lifecycle',
};

export const mageia: Keeping = {
  name: 'Mageia',
  image: tagged('mageia'),
  releaseOf: major,
  releases: [
    ['10', '2028-03-31'],
    ['9', '2026-09-29'],
    ['8', '2023-11-30'],
    ['7', '2021-06-30'],
  ],
  source: 'mageia.org/support',
};

export const photon: Keeping = {
  name: 'Photon OS',
  image: tagged('photon'),
  releaseOf: minor,
  releases: [
    ['5.0', undefined],
    ['4.0', '2027-10-11'],
    ['3.0', '2025-10-02'],
    ['2.0', '2022-12-01'],
    ['1.0', '2022-02-28'],
  ],
  source: 'github.com/vmware/photon',
};
