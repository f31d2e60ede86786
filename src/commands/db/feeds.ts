import { Unreadable } from '../../model/index.ts';

/** One file to be fetched. */
export interface Feed {
  readonly address: string;
  /** It is there for some releases only: an answer that it is not there is none to complain of. */
  readonly optional?: true;
}

/** https://wiki.debian.org/DebianSecurityTracker; the whole tracker as one JSON. */
const debian = 'https://security-tracker.debian.org/tracker/data/json';

/** https://secdb.alpinelinux.org: one file for each release and repository. Alpine 3.12 and its later ones (alpinelinux.org/releases, 2026-08). */
const alpine = (): readonly Feed[] =>
  Array.from({ length: 14 }, (_, at) => `v3.${at + 12}`).flatMap((release) =>
    ['main', 'community'].map(
      (repository): Feed => ({ address: `https://secdb.alpinelinux.org/${release}/${repository}.json`, optional: true }),
    ),
  );

/** google.github.io/osv.dev/data, "Data dumps": all advisories of an ecosystem, whatever its release. */
const osv = (ecosystem: string): string => `https://osv-vulnerabilities.storage.googleapis.com/${encodeURIComponent(ecosystem)}/all.zip`;

/** Of those that images are made of: registries of languages, and distributions without a feed of their own above. */
const ecosystems = [
  'npm',
  'PyPI',
  'Go',
  'Maven',
  'RubyGems',
  'crates.io',
  'Ubuntu',
  'Red Hat',
  'Rocky Linux',
  'AlmaLinux',
  'SUSE',
  'openSUSE',
  'Wolfi',
  'Chainguard',
];

/** What `--source` asks for; all there is without it. Throws Unreadable for a word that is none. */
export const feedsOf = (words: readonly string[] = ['debian', 'alpine', ...ecosystems.map((name) => `osv:${name}`)]): readonly Feed[] =>
  words.flatMap((word): readonly Feed[] => {
    if (word === 'debian') return [{ address: debian }];
    if (word === 'alpine') return alpine();
    if (/^osv:[A-Za-z][\w .-]{0,60}$/.test(word)) return [{ address: osv(word.slice(4)) }];
    if (/^https?:\/\/[^\s]+$/.test(word)) return [{ address: word }];
    throw new Unreadable(`--source ${word}: it is none of debian, alpine, osv:ECOSYSTEM (osv:PyPI) and https://…`);
  });
