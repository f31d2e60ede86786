/** Debian's releases by code name (https://www.debian.org/releases/, 2026-08; distro-info-data 0.58). */
const releases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    woody: '3.0',
    sarge: '3.1',
    etch: '4',
    lenny: '5',
    squeeze: '6',
    wheezy: '7',
    jessie: '8',
    stretch: '9',
    buster: '10',
    bullseye: '11',
    bookworm: '12',
    trixie: '13',
    forky: '14',
    duke: '15',
    sid: 'sid',
  }),
);

/** "12" for "bookworm"; sid has no number. Undefined: there is no such release. */
export const debianRelease = (codename: string): string | undefined => releases.get(codename);
