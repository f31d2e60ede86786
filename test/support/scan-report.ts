import { imageSecrets } from '../../src/controls/image-secrets/control.ts';
import type {
  Finding,
  ImageContents,
  ImagePackage,
  ImageSecret,
  ImageVerdict,
  Report,
  Severity,
  Vulnerability,
} from '../../src/model/index.ts';
import { broken, severities } from '../../src/model/index.ts';
import { scannedImage } from '../../src/reports/image/scanned.ts';
import { imageFinding } from '../../src/reports/image-finding.ts';
import { report } from './report.ts';

const words = 'zlib curl openssl expat krb5 glibc perl tar gnutls systemd ncurses libxml2 sqlite git python bash gzip dpkg apt pcre'.split(
  ' ',
);
const bases = [
  ['ADD rootfs.tar.xz /', 117_000_000, 6800, true],
  ['RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl git', 86_400_000, 3120, true],
] as const;
const own = [
  ['WORKDIR /srv', 0, 1, false],
  ['COPY package.json package-lock.json .npmrc /srv/', 310_000, 3, false],
  ['RUN npm ci --omit=dev && rm .npmrc', 48_300_000, 9120, false],
  ['COPY . /srv', 2_150_000, 212, false],
  ['RUN chmod 4755 /srv/bin/helper', 18_000, 1, false],
] as const;

const layers = [...bases, ...own].map(([instruction, bytes, entries, base], at) => ({
  digest: `sha256:${String(at).repeat(64)}`,
  bytes,
  entries,
  instruction,
  base,
}));

const inLayer = (layer: number, path: string, line?: number) => ({
  layer,
  digest: layers[layer - 1]?.digest ?? '',
  path,
  ...(line === undefined ? {} : { line }),
  instruction: layers[layer - 1]?.instruction ?? '',
});

const secrets: readonly ImageSecret[] = [
  { what: "npm's login", certainty: 'certain', at: { ...inLayer(4, '/srv/.npmrc', 2), later: { how: 'deleted', layer: 5 } } },
  { what: 'a password under the name DB_PASSWORD', certainty: 'certain', at: inLayer(6, '/srv/.env', 3) },
  { what: 'a token of GitHub', certainty: 'certain', at: inLayer(6, '/srv/ci/deploy.sh', 14) },
  { what: 'a private key (RSA PRIVATE KEY)', certainty: 'certain', at: inLayer(6, '/srv/test/fixtures/server.key', 1) },
  { what: 'a token', certainty: 'certain', at: { where: 'environment', name: 'SENTRY_AUTH_TOKEN' } },
];

/** Packages and vulnerabilities in numbers, the same each time; a fifth of the packages is of the image's own layers. */
export function contentsOf(packages: number, vulnerabilities: number): ImageContents {
  const all = Array.from({ length: packages }, (_, at): ImagePackage => {
    const isOwn = at % 5 === 0;
    const name = `${words[at % words.length]}${at < words.length ? '' : `-${Math.floor(at / words.length)}`}`;
    return isOwn
      ? { kind: 'npm', name, version: `${at % 9}.${at % 13}.0`, layer: 5, path: `/srv/node_modules/${name}/package.json`, license: 'MIT' }
      : {
          kind: 'deb',
          name,
          version: `${at % 9}.${at % 13}-1+deb12u${at % 4}`,
          arch: 'amd64',
          layer: 1 + (at % 2),
          path: '/var/lib/dpkg/status',
          size: 4096 * at,
        };
  });
  const affected = all.filter((_, at) => at % 3 === 0);
  const found = Array.from({ length: affected.length === 0 ? 0 : vulnerabilities }, (_, at): Vulnerability => {
    const own = affected[(at * 7) % Math.ceil(affected.length / 2)] ?? affected[0];
    if (own === undefined) throw new Error('no package');
    const severity = severities[(at * 5) % 7 > 3 ? 0 : (at * 5) % 7] ?? 'low';
    const state = at % 6 === 0 ? 'affected' : at % 11 === 0 ? 'will-not-fix' : 'fixed';
    return {
      id: `CVE-2025-${1000 + at}`,
      aliases: at % 2 === 0 ? [`GHSA-aaaa-bbbb-${1000 + at}`] : [],
      package: own,
      state,
      ...(state === 'fixed' ? { fixed: own.version.replace(/(\d)$/, (digit) => String(Number(digit) + 1)) } : {}),
      ...(at % 17 === 0 ? {} : { severity, score: 2.1 + (severities.indexOf(severity) * 2.4 + (at % 3) / 10) }),
      summary: `a length that is not checked lets somebody write behind the end of a buffer (${at})`,
      source: own.kind === 'deb' ? 'Debian security tracker' : 'GitHub Advisory Database',
      url: `https://example.org/CVE-2025-${1000 + at}`,
    };
  });
  return {
    origin: { source: { path: 'archive:web.tar', text: '' }, start: 0, end: 0 },
    name: 'archive:web.tar',
    layers,
    secrets,
    distribution: { id: 'debian', version: '12', codename: 'bookworm', name: 'Debian GNU/Linux 12 (bookworm)', like: [] },
    packages: all,
    files: [],
    vulnerabilities: found,
    advisories: { newest: '2026-11-01', count: 214_512, lacking: [{ kind: 'gem', ecosystem: 'RubyGems', packages: 3 }] },
  };
}

/** Stand-ins for measures of which reports need only the form. */
const measure = (id: string, severity: Severity) => ({ ...imageSecrets, id, severity, references: {}, steps: [`mend ${id}`] });
const files: readonly ImageVerdict[] = [
  { ...broken('/srv/bin/helper runs as root, whoever starts it (4755)'), inLayer: inLayer(7, '/srv/bin/helper') },
  ...['chfn', 'chsh', 'gpasswd', 'mount', 'newgrp', 'passwd', 'su', 'umount'].map((name) => ({
    ...broken(`/usr/bin/${name} runs as root, whoever starts it (4755)`, undefined, { severity: 'low' as const }),
    inLayer: inLayer(1, `/usr/bin/${name}`),
  })),
];

const saysOf = ({ id, package: { name, version }, fixed }: Vulnerability): string =>
  `${name} ${version} has ${id}${fixed === undefined ? '' : `; ${fixed} mends it`}`;

/** What a scan of such an image reports. */
export function scanReport(contents: ImageContents, more: Partial<Report> = {}): Report {
  const findings: Finding[] = [
    ...contents.vulnerabilities.map((vulnerability) =>
      imageFinding(
        measure('known-vulnerabilities', 'medium'),
        {
          ...broken(saysOf(vulnerability), undefined, vulnerability.severity === undefined ? {} : { severity: vulnerability.severity }),
          steps: [vulnerability.fixed === undefined ? 'leave it out, or live with it' : 'update it'],
          vulnerability,
        },
        contents,
      ),
    ),
    ...imageSecrets.judge(contents).map((verdict) => imageFinding(imageSecrets, verdict, contents)),
    ...files.map((verdict) => imageFinding(measure('set-uid-files', 'medium'), verdict, contents)),
    imageFinding(measure('image-user', 'medium'), broken('the image runs as root: it sets no user'), contents),
  ];
  const { name } = contents;
  return report(findings, {
    targets: [name],
    containers: [{ id: name, name, kind: 'image', surface: 'image', engine: 'none', file: name, line: 1 }],
    images: [scannedImage(contents, 'linux/amd64', findings)],
    ...more,
  });
}
