import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Distribution, ImagePackage, Vulnerability } from '../../src/model/index.ts';
import type { Bill, Making } from '../../src/sbom/index.ts';

export const making: Making = {
  time: '2026-11-22T15:00:00Z',
  version: '0.1.0',
  sha1: (text) => createHash('sha1').update(text).digest(),
};

export const debian: Distribution = {
  id: 'debian',
  version: '12',
  codename: 'bookworm',
  name: 'Debian GNU/Linux 12 (bookworm)',
  like: [],
};

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** One package of each kind, with what is odd in each. */
export const somePackages: readonly ImagePackage[] = [
  {
    kind: 'deb',
    name: 'libc6',
    version: '2.36-9+deb12u4',
    arch: 'amd64',
    source: { name: 'glibc', version: '2.36-9+deb12u4' },
    size: 12_988_000,
    layer: 1,
    path: '/var/lib/dpkg/status',
  },
  {
    kind: 'deb',
    name: 'libgcc-s1',
    version: '1:12.2.0-14',
    arch: 'amd64',
    source: { name: 'gcc-12', version: '12.2.0-14' },
    layer: 1,
    path: '/var/lib/dpkg/status',
  },
  { kind: 'deb', name: 'docker-registry', version: '2.8.2+ds1-1', arch: 'amd64', layer: 2, path: '/var/lib/dpkg/status' },
  { kind: 'golang', name: 'stdlib', version: '1.19.8', inside: true, layer: 2, path: '/usr/bin/docker-registry', owner: 'docker-registry' },
  {
    kind: 'golang',
    name: 'github.com/Azure/go-autorest',
    version: 'v14.2.0+incompatible',
    inside: true,
    layer: 2,
    path: '/usr/bin/docker-registry',
    owner: 'docker-registry',
  },
  {
    kind: 'rpm',
    name: 'bash',
    version: '1:5.1.8-6.el9',
    arch: 'x86_64',
    source: { name: 'bash', version: '1:5.1.8-6.el9' },
    license: 'GPLv3+',
    layer: 1,
    path: '/var/lib/rpm/rpmdb.sqlite',
  },
  {
    kind: 'apk',
    name: 'libcrypto3',
    version: '3.1.4-r5',
    arch: 'x86_64',
    source: { name: 'openssl', version: '3.1.4-r5' },
    license: 'Apache-2.0',
    layer: 1,
    path: '/lib/apk/db/installed',
  },
  { kind: 'npm', name: '@babel/core', version: '7.0.0', license: 'MIT', layer: 2, path: '/app/node_modules/@babel/core/package.json' },
  {
    kind: 'npm',
    name: 'JSONStream',
    version: '1.3.5',
    license: '(MIT OR Apache-2.0)',
    layer: 2,
    path: '/app/node_modules/JSONStream/package.json',
  },
  {
    kind: 'npm',
    name: 'JSONStream',
    version: '1.3.5',
    license: '(MIT OR Apache-2.0)',
    layer: 2,
    path: '/opt/node_modules/JSONStream/package.json',
  },
  {
    kind: 'pypi',
    name: 'ruamel.yaml_CLib',
    version: '0.2.7',
    license: 'MIT license',
    layer: 2,
    path: '/usr/lib/python3/dist-packages/x/METADATA',
  },
  { kind: 'maven', name: 'org.apache.logging.log4j:log4j-core', version: '2.14.1', inside: true, layer: 2, path: '/app/app.jar' },
  { kind: 'gem', name: 'rack', version: '2.2.3', layer: 2, path: '/var/lib/gems/specifications/rack-2.2.3.gemspec' },
  { kind: 'cargo', name: 'smallvec', version: '0.6.9', inside: true, layer: 2, path: '/usr/bin/x' },
];

const at = (index: number): ImagePackage => somePackages[index] as ImagePackage;

const someVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2023-4911',
    aliases: ['DSA-5514-1'],
    package: at(0),
    state: 'fixed',
    fixed: '2.36-9+deb12u5',
    severity: 'high',
    score: 7.8,
    vector: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H',
    summary: 'a buffer overflow in the dynamic loader',
    source: 'Debian security tracker',
    url: 'https://security-tracker.debian.org/tracker/CVE-2023-4911',
  },
  { id: 'CVE-2019-1010022', aliases: [], package: at(0), state: 'will-not-fix', severity: 'low', source: 'Debian security tracker' },
  {
    id: 'CVE-2021-44228',
    aliases: ['GHSA-jfh8-c2jp-5v3q'],
    package: at(11),
    state: 'not-affected',
    fixed: '2.15.0',
    severity: 'critical',
    score: 10,
    source: 'OSV',
    url: 'not an address',
    vex: { because: 'vulnerable_code_not_in_execute_path', document: 'vex.json' },
  },
  { id: 'GO-2023-1840', aliases: [], package: at(3), state: 'affected', source: 'Go' },
  { id: 'CVE-2024-1', aliases: [], package: at(5), state: 'end-of-life', source: 'x', vector: 'AV:N/AC:L/Au:N/C:P/I:P/A:P', score: 5 },
  { id: 'CVE-2024-2', aliases: [], package: at(12), state: 'unknown', source: 'x' },
];

export const someBill: Bill = {
  name: 'archive:web.tar',
  identity: { digest: digest('d'), repository: 'registry.example.com:5000/team/web', tag: '1.0', id: digest('c'), platform: 'linux/amd64' },
  distribution: debian,
  layers: [
    { digest: digest('a'), bytes: 1000, entries: 10, instruction: 'ADD rootfs.tar /', base: true },
    { digest: digest('b'), bytes: 2000, entries: 20, base: false },
  ],
  packages: somePackages,
  vulnerabilities: someVulnerabilities,
  advisories: { newest: '2026-11-01', count: 1000 },
};

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[a-zA-Z0-9.+~:@/_-]{1,16}$/),
  fc.constantFrom('@a/b', 'a:b', '1:2-3', 'A_b', '%2F', ' a ', '\u{1f600}'),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** What is undefined is left out. */
const bare = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const anyPackage = (layers: number) =>
  fc
    .record({
      kind: fc.constantFrom('deb', 'apk', 'rpm', 'npm', 'pypi', 'golang', 'maven', 'gem', 'cargo'),
      name: word,
      version: word,
      arch: optional(word),
      source: optional(fc.record({ name: word, version: word })),
      size: optional(fc.nat()),
      license: optional(fc.oneof(word, fc.constantFrom('MIT', 'GPL-2.0-only AND MIT', 'GPLv2'))),
      inside: optional(fc.constant(true)),
      layer: fc.integer({ min: 0, max: layers }),
      path: fc.oneof(fc.constant(''), word),
      owner: optional(word),
    })
    .map((each) => bare(each) as ImagePackage);

const anyVulnerability = (packages: readonly ImagePackage[]) =>
  fc
    .record({
      id: word,
      aliases: fc.uniqueArray(word, { maxLength: 2 }),
      package: fc.constantFrom(...packages),
      state: fc.constantFrom('fixed', 'affected', 'will-not-fix', 'end-of-life', 'not-affected', 'unknown'),
      fixed: optional(word),
      severity: optional(fc.constantFrom('critical', 'high', 'medium', 'low')),
      score: optional(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)),
      vector: optional(word),
      summary: optional(word),
      source: word,
      url: optional(fc.oneof(word, fc.webUrl())),
      vex: optional(fc.record({ because: word, document: word })),
    })
    .map((each) => bare(each) as Vulnerability);

const anyLayer = fc
  .record({ digest: word, bytes: fc.nat(), entries: fc.nat(), instruction: optional(word), base: optional(fc.boolean()) })
  .map(bare);

const anyDistribution = fc
  .record({ id: word, version: optional(word), codename: optional(word), name: word, like: fc.array(word, { maxLength: 2 }) })
  .map(bare);

/** Whatever the records of an image could say. */
export const anyBill: fc.Arbitrary<Bill> = fc.array(anyLayer, { maxLength: 3 }).chain((layers) =>
  fc
    .uniqueArray(anyPackage(layers.length), {
      maxLength: 5,
      selector: ({ kind, name, version, arch, path }) => JSON.stringify([kind, name, version, arch, path]),
    })
    .chain((packages) =>
      fc
        .record({
          name: word,
          identity: fc
            .record({
              digest: optional(word),
              repository: optional(word),
              tag: optional(word),
              id: optional(word),
              platform: optional(word),
            })
            .map(bare),
          distribution: optional(anyDistribution),
          layers: fc.constant(layers),
          packages: fc.constant(packages),
          vulnerabilities: packages.length === 0 ? fc.constant([]) : fc.array(anyVulnerability(packages), { maxLength: 4 }),
          advisories: optional(fc.record({ newest: word, count: fc.nat() })),
        })
        .map((each) => bare(each) as Bill),
    ),
);
