import { type ImagePackage, isOfDistribution, type Vulnerability } from '../../model/index.ts';
import { purlOfImage } from '../../packages/purl.ts';
import type { Bill, Making } from '../bill.ts';
import { entryOf, keyOf } from '../entry.ts';
import { uuidOf } from '../uuid.ts';
import { licenses } from './license.ts';
import { noteAs } from './note.ts';

/** SPDX 2.3 as JSON, ending with a line break. The same bill and time give the same text. Source: SPDX 2.3, clauses 6 to 12. */
export function writeSpdx(bill: Bill, { time, version, sha1 }: Making): string {
  const tool = `Tool: bulkhead-${version}`;
  const note = (value: object): object => ({ annotationDate: time, annotationType: 'OTHER', annotator: tool, comment: noteAs(value) });
  const license = licenses();
  const found = vulnerabilitiesByPackage(bill.vulnerabilities);
  const packages = bill.packages.map((pkg, at) =>
    packageAs(
      pkg,
      `SPDXRef-Package-${idPart(pkg.kind)}-${idPart(pkg.name)}-${at + 1}`,
      bill,
      license.of,
      found.get(keyOf(pkg)) ?? [],
      note,
    ),
  );
  const image = imageAs(bill, note);
  const system = systemAs(bill, note);
  const relationships = [
    relation('SPDXRef-DOCUMENT', 'DESCRIBES', image.SPDXID),
    ...[...system, ...packages].map(({ SPDXID }) => relation(image.SPDXID, 'CONTAINS', SPDXID)),
    ...brought(bill, packages),
  ];
  const rest = {
    packages: [image, ...system, ...packages],
    ...(license.extracted().length === 0 ? {} : { hasExtractedLicensingInfos: license.extracted() }),
    relationships,
  };
  const creationInfo = { created: time, creators: [tool] };
  const uuid = uuidOf(JSON.stringify({ name: bill.name, creationInfo, ...rest }), sha1);
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: bill.name,
    // Clause 6.5 gives this address to whoever has none for it.
    documentNamespace: `https://spdx.org/spdxdocs/bulkhead-${idPart(bill.name)}-${uuid}`,
    creationInfo,
    ...rest,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface Element {
  readonly SPDXID: string;
  readonly [key: string]: unknown;
}

const none = { downloadLocation: 'NOASSERTION', filesAnalyzed: false, licenseConcluded: 'NOASSERTION', copyrightText: 'NOASSERTION' };

function packageAs(
  pkg: ImagePackage,
  id: string,
  { distribution, layers }: Bill,
  licenseOf: (text: string) => string,
  vulnerabilities: readonly Vulnerability[],
  note: (value: object) => object,
): Element {
  const { purl, beside } = entryOf(pkg, distribution);
  const references = [...purlAs(purl), ...vulnerabilities.flatMap(advisoryAs)];
  const digest = layers[pkg.layer - 1]?.digest;
  const words = [
    `read from ${pkg.path === '' ? 'a file that is not named' : pkg.path}`,
    ...(digest === undefined ? [] : [`in layer ${pkg.layer} (${digest})`]),
    ...(pkg.source === undefined ? [] : [`built from source package ${pkg.source.name} ${pkg.source.version}`]),
  ];
  return {
    name: pkg.name,
    SPDXID: id,
    versionInfo: pkg.version,
    ...none,
    licenseDeclared: pkg.license === undefined ? 'NOASSERTION' : licenseOf(pkg.license),
    sourceInfo: words.join(', '),
    ...(references.length === 0 ? {} : { externalRefs: references }),
    annotations: [
      note({
        package: Object.fromEntries(beside),
        ...(vulnerabilities.length === 0 ? {} : { vulnerabilities: vulnerabilities.map(plain) }),
      }),
    ],
  };
}

const purlAs = (purl: string | undefined): readonly object[] =>
  purl === undefined ? [] : [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }];

/** The package is the one that bears it. */
const plain = ({ package: _, ...rest }: Vulnerability): object => rest;

/** Clause F.2.2: a locator is an address without white space. */
const advisoryAs = ({ id, url, state, fixed, severity }: Vulnerability): readonly object[] =>
  url === undefined || !/^https?:\/\/\S+$/.test(url)
    ? []
    : [
        {
          referenceCategory: 'SECURITY',
          referenceType: 'advisory',
          referenceLocator: url,
          comment: `${id}, ${severity ?? 'severity unknown'}: ${fixed === undefined ? state : `fixed in ${fixed}`}`,
        },
      ];

function vulnerabilitiesByPackage(vulnerabilities: readonly Vulnerability[]): ReadonlyMap<string, readonly Vulnerability[]> {
  const found = new Map<string, Vulnerability[]>();
  for (const one of vulnerabilities) {
    const key = keyOf(one.package);
    const list = found.get(key);
    if (list === undefined) found.set(key, [one]);
    else list.push(one);
  }
  return found;
}

function imageAs({ name, identity, layers, advisories }: Bill, note: (value: object) => object): Element {
  const { digest, repository, tag, id, platform } = identity;
  const purl = repository === undefined || digest === undefined ? undefined : purlOfImage(repository, digest, tag, platform?.split('/')[1]);
  const version = digest ?? tag ?? id;
  const checksum = /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1];
  return {
    name: repository ?? name,
    SPDXID: 'SPDXRef-Image',
    ...(version === undefined ? {} : { versionInfo: version }),
    ...none,
    licenseDeclared: 'NOASSERTION',
    primaryPackagePurpose: 'CONTAINER',
    ...(checksum === undefined ? {} : { checksums: [{ algorithm: 'SHA256', checksumValue: checksum }] }),
    ...(purl === undefined ? {} : { externalRefs: purlAs(purl) }),
    annotations: [note({ image: { name, ...identity }, layers, ...(advisories === undefined ? {} : { advisories }) })],
  };
}

const systemAs = ({ distribution }: Bill, note: (value: object) => object): readonly Element[] =>
  distribution === undefined
    ? []
    : [
        {
          name: distribution.id,
          SPDXID: 'SPDXRef-OperatingSystem',
          ...(distribution.version === undefined ? {} : { versionInfo: distribution.version }),
          ...none,
          licenseDeclared: 'NOASSERTION',
          summary: distribution.name,
          primaryPackagePurpose: 'OPERATING_SYSTEM',
          annotations: [note({ distribution })],
        },
      ];

/** What is built into a program belongs to the package that brought the program. */
function brought({ packages }: Bill, elements: readonly Element[]): readonly object[] {
  const owners = new Map(packages.flatMap(({ kind, name }, at) => (isOfDistribution(kind) ? [[name, elements[at]?.SPDXID] as const] : [])));
  return packages.flatMap(({ owner }, at) => {
    const [from, to] = [owner === undefined ? undefined : owners.get(owner), elements[at]?.SPDXID];
    return from === undefined || to === undefined ? [] : [relation(from, 'CONTAINS', to)];
  });
}

const relation = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string): object => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});

/** Letters, digits, dots and dashes: what an id may hold (clause 3.2). */
const idPart = (text: string): string => text.replace(/[^A-Za-z0-9.]+/g, '-').slice(0, 100);
