import { type Keeping, minor, type Release, tagged } from './shape.ts';

/** wiki.debian.org/DebianReleases and wiki.debian.org/LTS, by distro-info-data 0.58+deb12u6 (debian.csv: eol, eol-lts). */
const debianReleases: readonly Release[] = [
  ['13', '2028-08-09', '2030-06-30'],
  ['12', '2026-07-11', '2028-06-30'],
  ['11', '2024-08-14', '2026-08-31'],
  ['10', '2022-09-10', '2024-06-30'],
  ['9', '2020-07-18', '2022-06-30'],
  ['8', '2018-06-17', '2020-06-30'],
  ['7', '2016-04-25', '2018-05-31'],
  ['6', '2014-05-31', '2016-02-29'],
  ['5', '2012-02-06'],
  ['4', '2010-02-15'],
];

export const debian: Keeping = {
  name: 'Debian',
  image: tagged('debian'),
  releaseOf: (version) => version.split('.', 1)[0] ?? '',
  releases: debianReleases,
  longer: { name: 'Debian LTS' },
  source: 'wiki.debian.org/LTS',
};

/** wiki.ubuntu.com/Releases, by distro-info-data 0.58+deb12u6 (ubuntu.csv: eol, eol-esm). */
const ubuntuReleases: readonly Release[] = [
  ['26.10', '2027-07-15'],
  ['26.04', '2031-05-29', '2036-04-23'],
  ['25.10', '2026-07-09'],
  ['25.04', '2026-01-15'],
  ['24.10', '2025-07-10'],
  ['24.04', '2029-05-31', '2034-04-25'],
  ['23.10', '2024-07-11'],
  ['23.04', '2024-01-25'],
  ['22.10', '2023-07-20'],
  ['22.04', '2027-06-01', '2032-04-21'],
  ['21.10', '2022-07-14'],
  ['21.04', '2022-01-20'],
  ['20.10', '2021-07-22'],
  ['20.04', '2025-05-31', '2030-04-23'],
  ['19.10', '2020-07-17'],
  ['19.04', '2020-01-23'],
  ['18.10', '2019-07-18'],
  ['18.04', '2023-05-31', '2028-04-26'],
  ['17.10', '2018-07-19'],
  ['17.04', '2018-01-13'],
  ['16.10', '2017-07-20'],
  ['16.04', '2021-04-30', '2026-04-23'],
  ['14.04', '2019-04-25', '2024-04-25'],
  ['12.04', '2017-04-28', '2019-04-26'],
];

export const ubuntu: Keeping = {
  name: 'Ubuntu',
  image: tagged('ubuntu'),
  releaseOf: minor,
  releases: ubuntuReleases,
  longer: { name: 'Ubuntu Pro', paid: true },
  source: 'wiki.ubuntu.com/Releases',
};
