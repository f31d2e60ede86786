import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBill, making, someBill, somePackages } from '../../test/support/bill.ts';
import { cyclonedxValidator } from '../../test/support/cyclonedx.ts';
import { spdxValidator } from '../../test/support/spdx.ts';
import { type Bill, readBill, writeCycloneDx, writeSpdx } from './index.ts';

/** SPDX has them at their packages. */
const sorted = (all: Bill['vulnerabilities']): unknown => all.map((one) => [JSON.stringify(one, Object.keys(one).sort()), one]).sort();

const empty: Bill = { name: 'scratch', identity: {}, layers: [], packages: [], vulnerabilities: [] };
const forms = [
  ['CycloneDX', writeCycloneDx, cyclonedxValidator()],
  ['SPDX', writeSpdx, spdxValidator()],
] as const;

describe.each(forms)('%s', (_, write, validate) => {
  const faults = (bill: Bill): unknown => {
    validate(JSON.parse(write(bill, making)));
    return validate.errors ?? [];
  };

  it.each<[string, Bill]>([
    ['one of each kind', someBill],
    ['nothing', empty],
  ])('is what the schema says: %s', (__, bill) => expect(faults(bill)).toEqual([]));

  it('is so whatever the records of an image say', () => {
    fc.assert(
      fc.property(anyBill, (bill) => void expect(faults(bill)).toEqual([])),
      { numRuns: 40 },
    );
  });

  it('read back, it is the same packages and vulnerabilities', () => {
    const back = (bill: Bill): unknown => {
      const { vulnerabilities, ...read } = readBill(write(bill, making), 'sbom:x');
      return { ...read, vulnerabilities: sorted(vulnerabilities) };
    };
    const expected = ({ advisories: __, vulnerabilities, ...bill }: Bill): unknown => ({
      ...bill,
      vulnerabilities: sorted(vulnerabilities),
      problems: [],
      passedOver: [],
    });
    expect(back(someBill)).toEqual(expected(someBill));
    fc.assert(fc.property(anyBill, (bill) => void expect(back(bill)).toEqual(expected(bill))));
  });

  it('is the same text for the same image and time, and another one for another', () => {
    const text = write(someBill, making);
    expect(write(structuredClone(someBill), making)).toBe(text);
    const ids = (other: string) => other.match(/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g);
    expect(ids(text)).toHaveLength(1);
    expect(ids(write({ ...someBill, packages: somePackages.slice(1) }, making))).not.toEqual(ids(text));
    expect(ids(write(someBill, { ...making, time: '2026-11-22T15:00:01Z' }))).not.toEqual(ids(text));
  });
});

type Text = Record<string, unknown>;

describe('what others read in it', () => {
  const bom = JSON.parse(writeCycloneDx(someBill, making)) as {
    metadata: Text;
    components: Text[];
    vulnerabilities: Text[];
    dependencies: { dependsOn: string[] }[];
  };
  const component = (name: string): Text | undefined => bom.components.find((each) => each.name === name);

  it('the image', () =>
    expect(bom.metadata.component).toMatchObject({
      type: 'container',
      name: 'registry.example.com:5000/team/web',
      purl: `pkg:oci/web@sha256:${'d'.repeat(64)}?arch=amd64&repository_url=registry.example.com%3A5000%2Fteam%2Fweb&tag=1.0`,
    }));

  it.each<[string, Text]>([
    ['debian', { type: 'operating-system', version: '12' }],
    ['libc6', { purl: 'pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc', version: '2.36-9+deb12u4' }],
    ['libgcc-s1', { purl: 'pkg:deb/debian/libgcc-s1@1:12.2.0-14?arch=amd64&distro=debian-12&upstream=gcc-12%4012.2.0-14' }],
    ['bash', { purl: 'pkg:rpm/debian/bash@5.1.8-6.el9?arch=x86_64&distro=debian-12&epoch=1', licenses: [{ license: { name: 'GPLv3+' } }] }],
    ['core', { group: '@babel', purl: 'pkg:npm/%40babel/core@7.0.0', licenses: [{ expression: 'MIT' }] }],
    ['log4j-core', { group: 'org.apache.logging.log4j', purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1' }],
    ['github.com/Azure/go-autorest', { purl: 'pkg:golang/github.com/Azure/go-autorest@v14.2.0%2Bincompatible' }],
  ])('%s', (name, expected) => expect(component(name)).toMatchObject(expected));

  it('where a package is from', () => {
    const { properties } = component('libc6') ?? {};
    expect(properties).toContainEqual({ name: 'bulkhead:layer', value: '1' });
    expect(properties).toContainEqual({ name: 'bulkhead:layer-digest', value: `sha256:${'a'.repeat(64)}` });
    expect(properties).toContainEqual({ name: 'bulkhead:path', value: '/var/lib/dpkg/status' });
  });

  it('whose a module of a program is', () => {
    expect(bom.dependencies[0]?.dependsOn).toHaveLength(somePackages.length + 1);
    expect(bom.dependencies[1]).toEqual({
      ref: component('docker-registry')?.['bom-ref'],
      dependsOn: [component('stdlib')?.['bom-ref'], component('github.com/Azure/go-autorest')?.['bom-ref']],
    });
  });

  it('two of one version are told apart by where they lie', () => {
    const twice = bom.components.filter(({ name }) => name === 'JSONStream').map((each) => each['bom-ref']);
    expect(twice).toEqual(['pkg:npm/jsonstream@1.3.5', 'pkg:npm/jsonstream@1.3.5~2']);
  });

  it.each<[string, Text]>([
    [
      'CVE-2023-4911',
      {
        source: { name: 'Debian security tracker', url: 'https://security-tracker.debian.org/tracker/CVE-2023-4911' },
        ratings: [{ score: 7.8, severity: 'high', method: 'CVSSv31' }],
        recommendation: 'Upgrade libc6 to 2.36-9+deb12u5',
        analysis: { response: ['update'] },
        affects: [{ versions: [{ version: '2.36-9+deb12u4', status: 'affected' }] }],
      },
    ],
    ['CVE-2019-1010022', { analysis: { response: ['will_not_fix'] } }],
    [
      'CVE-2021-44228',
      { analysis: { state: 'not_affected', justification: 'code_not_reachable' }, affects: [{ versions: [{ status: 'unaffected' }] }] },
    ],
    ['CVE-2024-1', { ratings: [{ score: 5, severity: 'unknown', method: 'CVSSv2' }], analysis: { response: ['can_not_fix'] } }],
    ['CVE-2024-2', { analysis: { state: 'in_triage' }, affects: [{ versions: [{ status: 'unknown' }] }] }],
  ])('%s', (id, expected) => {
    const found = bom.vulnerabilities.filter((each) => each.id === id);
    expect(found).toMatchObject([expected]);
  });
});

it('SPDX: licences, vulnerabilities and what holds what', () => {
  const { packages, hasExtractedLicensingInfos: texts, relationships } = JSON.parse(writeSpdx(someBill, making)) as Record<string, Text[]>;
  const of = (name: string): Text => packages?.find((each) => each.name === name) ?? {};
  expect(['libcrypto3', 'bash', 'libc6'].map((name) => of(name).licenseDeclared)).toEqual(['Apache-2.0', 'LicenseRef-1', 'NOASSERTION']);
  expect(texts?.[0]).toMatchObject({ licenseId: 'LicenseRef-1', extractedText: 'GPLv3+' });
  expect(of('libc6').externalRefs).toContainEqual({
    referenceCategory: 'SECURITY',
    referenceType: 'advisory',
    referenceLocator: 'https://security-tracker.debian.org/tracker/CVE-2023-4911',
    comment: 'CVE-2023-4911, high: fixed in 2.36-9+deb12u5',
  });
  expect(of('libc6').sourceInfo).toBe(
    `read from /var/lib/dpkg/status, in layer 1 (sha256:${'a'.repeat(64)}), built from source package glibc 2.36-9+deb12u4`,
  );
  expect(relationships).toContainEqual({
    spdxElementId: 'SPDXRef-DOCUMENT',
    relationshipType: 'DESCRIBES',
    relatedSpdxElement: 'SPDXRef-Image',
  });
  expect(relationships).toContainEqual({
    spdxElementId: of('docker-registry').SPDXID,
    relationshipType: 'CONTAINS',
    relatedSpdxElement: of('stdlib').SPDXID,
  });
});
