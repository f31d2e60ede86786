import { Unreadable } from '../../model/index.ts';

/** One file to be fetched. */
export interface Feed {
  readonly address: string;
  /** It is there for some releases only: an answer that it is not there is none to complain of. */
  readonly optional?: true;
}

/** The whole tracker as one JSON (bin/tracker_service.py of security-tracker.debian.org, 2023-04: 'data/json'). */
const debian = 'https://security-tracker.debian.org/tracker/data/json';

/**
 * https://secdb.alpinelinux.org: one file for each release and repository (google/osv.dev, vulnfeeds/cmd/converters/alpine/main.go, 2026-08). There are folders for edge, v3.2 and
 * the later ones, the last of which are yet to come.
 */
const alpine = (): readonly Feed[] =>
  ['edge', ...Array.from({ length: 24 }, (_, at) => `v3.${at + 2}`)].flatMap((release) =>
    ['main', 'community'].map(
      (repository): Feed => ({ address: `https://secdb.alpinelinux.org/${release}/${repository}.json`, optional: true }),
    ),
  );

/** google/osv.dev, docs/data.md, "Data dumps" (2026-08): all advisories of an ecosystem, whatever its release. */
const osv = (ecosystem: string): string => `https://storage.googleapis.com/osv-vulnerabilities/${encodeURIComponent(ecosystem)}/all.zip`;

/** Of those that images are made of: registries of languages, and distributions without a feed of their own above (source.yaml of google/osv.dev; none of Photon). */
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
  'Azure Linux',
  'Mageia',
  'openEuler',
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
