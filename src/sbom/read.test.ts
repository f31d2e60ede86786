import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBill, making } from '../../test/support/bill.ts';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { readBill, writeCycloneDx, writeSpdx } from './index.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const cyclonedx = (more: object): string => JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, ...more });
const spdx = (packages: readonly object[], more: object = {}): string =>
  JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'x', packages, ...more });
const withPurl = (purl: string, name = 'x'): object => ({
  name,
  SPDXID: `SPDXRef-${name}`,
  externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: purl }],
});
const read = (text: string) => readBill(text, 'sbom:x.json');
const short = (text: string) => read(text).packages.map(({ kind, name, version }) => `${kind} ${name} ${version}`);

describe('package URLs as others write them', () => {
  it.each<[string, string]>([
    ['pkg:deb/debian/bash@5.2.15-2%2Bb2?arch=amd64&distro=debian-12.4', 'deb bash 5.2.15-2+b2'],
    ['pkg:deb/debian/bash@5.2.15-2+b2?arch=amd64&distro=debian-12', 'deb bash 5.2.15-2+b2'],
    [
      'pkg:deb/ubuntu/libtinfo6@6.4%2B20240113-1ubuntu2?arch=amd64&distro=ubuntu-24.04&upstream=ncurses',
      'deb libtinfo6 6.4+20240113-1ubuntu2',
    ],
    [
      'pkg:rpm/redhat/openssl@3.0.7-24.el9?arch=x86_64&epoch=1&upstream=openssl-3.0.7-24.el9.src.rpm&distro=rhel-9.3',
      'rpm openssl 1:3.0.7-24.el9',
    ],
    ['pkg:rpm/redhat/bash@5.1.8-6.el9?epoch=0', 'rpm bash 5.1.8-6.el9'],
    ['pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=3.19.1', 'apk musl 1.2.4-r2'],
    ['pkg:npm/%40babel/core@7.0.0', 'npm @babel/core 7.0.0'],
    ['pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1', 'maven org.apache.logging.log4j:log4j-core 2.14.1'],
    ['pkg:golang/golang.org/x/net@v0.17.0', 'golang golang.org/x/net v0.17.0'],
    ['pkg:golang/golang.org/x/net@0.17.0', 'golang golang.org/x/net v0.17.0'],
    ['pkg:golang/stdlib@1.21.5', 'golang stdlib 1.21.5'],
    ['pkg:golang/stdlib@v1.21.5', 'golang stdlib 1.21.5'],
    ['pkg:golang/stdlib@go1.21.5', 'golang stdlib 1.21.5'],
    ['pkg:pypi/django@4.2', 'pypi django 4.2'],
    ['pkg:gem/rack@2.2.3?platform=ruby', 'gem rack 2.2.3'],
    ['pkg:cargo/smallvec@0.6.9', 'cargo smallvec 0.6.9'],
  ])('%s', (purl, expected) => {
    expect(short(cyclonedx({ components: [{ type: 'library', name: 'other', purl }] }))).toEqual([expected]);
    expect(short(spdx([withPurl(purl, 'other')]))).toEqual([expected]);
  });

  it.each<[string, object | undefined]>([
    ['pkg:deb/debian/b@1?distro=debian-12.4', { id: 'debian', version: '12' }],
    ['pkg:deb/debian/b@1?os_distro=bookworm&os_name=debian&os_version=12', { id: 'debian', version: '12' }],
    ['pkg:deb/ubuntu/b@1?distro=ubuntu-24.04', { id: 'ubuntu', version: '24.04' }],
    ['pkg:apk/alpine/b@1?distro=3.19.1', { id: 'alpine', version: '3.19.1' }],
    ['pkg:apk/alpine/b@1?distro=alpine-3.19.1', { id: 'alpine', version: '3.19.1' }],
    ['pkg:rpm/opensuse/b@1?distro=opensuse-leap-15.5', { id: 'opensuse-leap', version: '15.5' }],
    ['pkg:deb/debian/b@1', { id: 'debian' }],
    ['pkg:npm/b@1', undefined],
  ])('the distribution of %s', (purl, expected) => {
    const { distribution } = read(spdx([withPurl(purl)]));
    if (expected === undefined) expect(distribution).toBeUndefined();
    else expect(distribution).toMatchObject(expected);
  });
});

it('keeps the capital letters of the name that stands beside', () => {
  const component = (name: string, purl: string): object => ({ type: 'library', name, purl });
  const components = [
    component('JSONStream', 'pkg:npm/jsonstream@1'),
    component('ruamel_YAML', 'pkg:pypi/ruamel-yaml@1'),
    component('Another', 'pkg:npm/jsonstream@2'),
  ];
  expect(short(cyclonedx({ components }))).toEqual(['npm JSONStream 1', 'pypi ruamel_YAML 1', 'npm jsonstream 2']);
});

describe('what Trivy writes', () => {
  const property = (name: string, value: string): object => ({ name: `aquasecurity:trivy:${name}`, value });
  const text = cyclonedx({
    metadata: {
      component: {
        type: 'container',
        name: 'web:1',
        purl: `pkg:oci/web@${digest('d')}`,
        properties: [property('DiffID', digest('a')), property('DiffID', digest('b')), property('ImageID', digest('c'))],
      },
    },
    components: [
      { type: 'operating-system', name: 'debian', version: '12.4', properties: [property('Class', 'os-pkgs'), property('Type', 'debian')] },
      {
        'bom-ref': 'one',
        type: 'library',
        name: 'libc6',
        version: '2.36-9',
        purl: 'pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12.4',
        licenses: [{ license: { id: 'GPL-2.0-only' } }, { license: { name: 'LGPL' } }],
        properties: [
          property('LayerDiffID', digest('b')),
          property('SrcName', 'glibc'),
          property('SrcVersion', '2.36'),
          property('SrcRelease', '9'),
        ],
      },
      { type: 'application', name: 'package-lock.json', properties: [property('Class', 'lang-pkgs')] },
    ],
    vulnerabilities: [
      {
        id: 'CVE-1',
        source: { name: 'debian', url: 'https://a/' },
        ratings: [{ severity: 'low' }, { score: 9.8, severity: 'critical', method: 'CVSSv31', vector: 'CVSS:3.1/AV:N' }],
        affects: [{ ref: 'one' }, { ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#one' }],
      },
      { id: 'CVE-2', analysis: { state: 'not_affected', justification: 'code_not_reachable' }, affects: [{ ref: 'one' }] },
      { id: 'CVE-3', affects: [{ ref: 'two' }] },
    ],
  });
  const bill = read(text);

  it('packages', () => {
    expect(bill.packages).toEqual([
      {
        kind: 'deb',
        name: 'libc6',
        version: '2.36-9',
        arch: 'amd64',
        source: { name: 'glibc', version: '2.36-9' },
        license: 'GPL-2.0-only AND LGPL',
        layer: 2,
        path: '',
      },
    ]);
    expect([bill.distribution, bill.layers.length, bill.identity]).toMatchObject([{ id: 'debian', version: '12' }, 2, { id: digest('c') }]);
    expect(bill.passedOver).toEqual(['1 component without a package URL (package-lock.json)']);
  });

  it('vulnerabilities and what somebody found of them', () => {
    expect(bill.vulnerabilities.map(({ id, state, severity, score, vex }) => [id, state, severity, score, vex])).toEqual([
      ['CVE-1', 'affected', 'critical', 9.8, undefined],
      ['CVE-1', 'affected', 'critical', 9.8, undefined],
      ['CVE-2', 'not-affected', undefined, undefined, { because: 'code_not_reachable', document: 'sbom:x.json' }],
    ]);
    expect(bill.problems).toEqual(['1 vulnerability of a component that is no package of the file: left out (CVE-3)']);
  });
});

it('what Syft writes', () => {
  const property = (name: string, value: string): object => ({ name: `syft:${name}`, value });
  const { packages, distribution } = read(
    cyclonedx({
      components: [
        {
          type: 'library',
          name: 'musl',
          purl: 'pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&upstream=musl-src&distro=alpine-3.19.1',
          properties: [property('location:0:path', '/lib/apk/db/installed'), property('location:0:layerID', digest('a'))],
        },
        {
          type: 'operating-system',
          name: 'alpine',
          version: '3.19.1',
          properties: [property('distro:id', 'alpine'), property('distro:prettyName', 'Alpine Linux v3.19')],
        },
      ],
    }),
  );
  expect(packages).toMatchObject([{ source: { name: 'musl-src', version: '1.2.4-r2' }, path: '/lib/apk/db/installed', layer: 0 }]);
  expect(distribution).toMatchObject({ id: 'alpine', version: '3.19.1', name: 'Alpine Linux v3.19' });
});

it('SPDX of others: the image and the distribution are no packages', () => {
  const { packages, distribution, passedOver, name } = read(
    spdx(
      [
        { ...withPurl(`pkg:oci/web@${digest('a')}`, 'web'), primaryPackagePurpose: 'CONTAINER' },
        { name: 'alpine', SPDXID: 'SPDXRef-os', versionInfo: '3.19.1', primaryPackagePurpose: 'OPERATING-SYSTEM' },
        { ...withPurl('pkg:apk/alpine/musl@1', 'musl'), licenseDeclared: 'LicenseRef-a' },
        { ...withPurl('pkg:npm/x@1'), licenseDeclared: 'NOASSERTION' },
        { name: 'app', SPDXID: 'SPDXRef-app' },
      ],
      {
        documentDescribes: ['SPDXRef-web'],
        hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-a', extractedText: 'BSD like' }],
      },
    ),
  );
  expect(packages.map((each) => [each.name, each.license])).toEqual([
    ['musl', 'BSD like'],
    ['x', undefined],
  ]);
  expect([name, distribution, passedOver]).toMatchObject([
    'x',
    { id: 'alpine', version: '3.19.1' },
    ['1 component without a package URL (app)'],
  ]);
});

describe('what cannot be understood is told', () => {
  const library = (purl: string, name = 'a') => ({ type: 'library', name, purl });
  it.each<[string, object[], string[], string[]]>([
    ['no URL', [{ name: 'a' }, { name: 'b' }], [], ['2 components without a package URL (a, b)']],
    ['a kind that nobody here knows', [library('pkg:nuget/a@1')], [], ['1 component of the kind nuget, which is not known here (a)']],
    ['a URL that is none', [library('pkg:')], ['1 component with a package URL that cannot be read: not judged (a)'], []],
    ['no version', [library('pkg:npm/a')], ['1 component without a version: not judged (a)'], []],
    [
      'many',
      Array.from({ length: 9 }, (_, at) => library('x', `n${at}`)),
      ['9 components with a package URL that cannot be read: not judged (n0, n1, n2 …)'],
      [],
    ],
  ])('%s', (_, components, problems, passedOver) => {
    const bill = read(cyclonedx({ components }));
    expect([bill.problems, bill.passedOver]).toEqual([problems, passedOver]);
  });
});

describe('what is no bill of materials', () => {
  it.each<[string, RegExp]>([
    ['', /no JSON/],
    ['{', /no JSON/],
    ['[]', /no object/],
    ['{}', /neither CycloneDX .* nor SPDX/],
    ['<bom/>', /XML/],
    ['SPDXVersion: SPDX-2.3', /tag and value/],
    [JSON.stringify({ '@context': 'x', '@graph': [] }), /SPDX 3/],
    [JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '2.0' }), /"2.0" is not read/],
    [JSON.stringify({ spdxVersion: 'SPDX-1.2' }), /"SPDX-1.2" is not read/],
    ['['.repeat(5_000_000), /nested/],
    [`${'[{"a":'.repeat(600)}0${'}]'.repeat(600)}`, /nested/],
    [`[${'{},'.repeat(6_000_000)}0]`, /more values/],
  ])('%#', (text, message) => expect(() => read(text)).toThrow(message));

  it('a byte order mark is nothing', () => expect(short(`\ufeff${cyclonedx({ components: [] })}`)).toEqual([]));
});

describe('hostile files', () => {
  it.each<[string, () => string]>([
    [
      'nested components',
      () => `{"bomFormat":"CycloneDX","specVersion":"1.6","components":${'[{"components":'.repeat(400)}[]${'}]'.repeat(400)}}`,
    ],
    ['very many components', () => cyclonedx({ components: Array.from({ length: 50_000 }, () => ({ name: 'a', purl: 'x' })) })],
    [
      'references in circles',
      () =>
        cyclonedx({
          components: [{ 'bom-ref': 'a', name: 'a', purl: 'pkg:npm/a@1' }],
          dependencies: Array.from({ length: 50_000 }, () => ({ ref: 'a', dependsOn: ['a', 'a'] })),
          vulnerabilities: [{ id: 'x', affects: Array.from({ length: 50_000 }, () => ({ ref: 'urn:cdx:#'.repeat(20) })) }],
        }),
    ],
    ['a long URL', () => cyclonedx({ components: [{ name: 'a', purl: `pkg:npm/${'a/'.repeat(2_000_000)}` }] })],
    [
      'long words',
      () =>
        cyclonedx({
          metadata: { component: { name: '#'.repeat(5_000_000) } },
          components: [{ type: 'operating-system', name: '-'.repeat(1_000_000) }],
        }),
    ],
    ['notes of SPDX', () => spdx([{ annotations: [{ comment: `bulkhead: ${'['.repeat(1_000_000)}` }] }])],
  ])('%s', (_, text) => {
    const before = cpuTime();
    read(text());
    expect(cpuTime() - before).toBeLessThan(8_000);
  });

  it('more components than are read are told', () => {
    const { problems } = read(spdx(Array.from({ length: 500_001 }, () => ({}))));
    expect(problems).toEqual(['it has more than 500000 components: the rest was not read']);
  });

  it('never throws anything but a line, whatever a value is', () => {
    const strange = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(null, [], {}, Number.MAX_VALUE, '__proto__'));
    const texts = fc.oneof(
      anyBill.map((bill) => writeCycloneDx(bill, making)),
      anyBill.map((bill) => writeSpdx(bill, making)),
    );
    fc.assert(
      fc.property(texts, strange, fc.nat(), (text, value, at) => {
        // One value somewhere in a good document is another one.
        let count = 0;
        const places = text.match(/": /g)?.length ?? 1;
        const changed = JSON.stringify(JSON.parse(text, (key, old) => (key !== '' && count++ === at % places ? value : old)));
        try {
          const { problems, passedOver } = read(changed);
          expect([...problems, ...passedOver].every((line) => line.length > 0)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'Unreadable' });
        }
      }),
    );
  });
});
