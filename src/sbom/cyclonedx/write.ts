import { type Distribution, type ImageLayer, isOfDistribution } from '../../model/index.ts';
import { purlOfImage } from '../../packages/purl.ts';
import type { Bill, Making } from '../bill.ts';
import { entryOf, keyOf } from '../entry.ts';
import { isExpression } from '../licence.ts';
import { uuidOf } from '../uuid.ts';
import { vulnerabilityAs } from './vulnerability.ts';
import { type Property, propertyOf } from './words.ts';

/** CycloneDX 1.6 as JSON, ending with a line break. The same bill and time give the same text. Source: CycloneDX 1.6 (ECMA-424), JSON reference. */
export function writeCycloneDx(bill: Bill, { time, version, sha1 }: Making): string {
  const image = imageAs(bill);
  const refOf = refs();
  const main = refOf(image.purl ?? `image:${bill.identity.id ?? bill.name}`);
  const components = bill.packages.map((pkg) => {
    const { purl, beside } = entryOf(pkg, bill.distribution);
    const [group, name] = namesOf(pkg.kind, pkg.name);
    return {
      type: 'library',
      'bom-ref': refOf(purl ?? `${pkg.kind}:${pkg.name}@${pkg.version}`),
      ...(group === undefined ? {} : { group }),
      name,
      version: pkg.version,
      ...(pkg.license === undefined ? {} : { licenses: licensesOf(pkg.license) }),
      ...(purl === undefined ? {} : { purl }),
      ...some('properties', [...[...beside].map(([key, value]) => propertyOf(key, value)), ...layerProperties(bill.layers[pkg.layer - 1])]),
    };
  });
  const places = new Map(bill.packages.map((pkg, at) => [keyOf(pkg), components[at]?.['bom-ref'] ?? main]));
  const system =
    bill.distribution === undefined ? [] : [{ ...systemAs(bill.distribution), 'bom-ref': refOf(`os:${bill.distribution.id}`) }];
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: time,
      tools: { components: [{ type: 'application', name: 'bulkhead', version }] },
      component: { ...image, 'bom-ref': main },
      ...some('properties', advisoriesOf(bill)),
    },
    components: [...system, ...components],
    dependencies: dependenciesOf(bill, main, system[0]?.['bom-ref'], (at) => components[at]?.['bom-ref'] ?? main),
    vulnerabilities: bill.vulnerabilities.map((one) => vulnerabilityAs(one, places.get(keyOf(one.package)) ?? main)),
  };
  const { $schema, bomFormat, specVersion, ...rest } = document;
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(document), sha1)}`;
  return `${JSON.stringify({ $schema, bomFormat, specVersion, serialNumber, ...rest }, null, 2)}\n`;
}

/** Names that are each given once: one that is taken gets a number. */
function refs(): (name: string) => string {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return (name) => {
    const wanted = name.replace(/^urn:cdx:/, 'cdx:') || '?';
    let ref = wanted;
    let count = counts.get(wanted) ?? 1;
    while (taken.has(ref)) ref = `${wanted}~${++count}`;
    counts.set(wanted, count);
    taken.add(ref);
    return ref;
  };
}

/** The group of Maven and the scope of npm have a field of their own. */
function namesOf(kind: string, name: string): [group: string | undefined, name: string] {
  const cut = kind === 'maven' ? name.indexOf(':') : kind === 'npm' && name.startsWith('@') ? name.indexOf('/') : -1;
  return cut <= 0 ? [undefined, name] : [name.slice(0, cut), name.slice(cut + 1)];
}

/** An expression where it is one, else what the records say. */
const licensesOf = (license: string): readonly object[] =>
  isExpression(license) ? [{ expression: license }] : [{ license: { name: license } }];

const layerProperties = (layer: ImageLayer | undefined): readonly Property[] =>
  layer === undefined ? [] : [propertyOf('layer-digest', layer.digest)];

function imageAs({ name, identity, layers }: Bill): { readonly purl?: string; readonly [key: string]: unknown } {
  const { digest, repository, tag, id, platform } = identity;
  const arch = platform?.split('/')[1];
  const purl = repository === undefined || digest === undefined ? undefined : purlOfImage(repository, digest, tag, arch);
  const version = digest ?? tag ?? id;
  return {
    type: 'container',
    name: repository ?? name,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    ...some('properties', [
      propertyOf('image:name', name),
      ...pairs({ 'image:repository': repository, 'image:digest': digest, 'image:tag': tag, 'image:id': id, 'image:platform': platform }),
      ...layers.flatMap((layer, at) => layerAs(layer, at + 1)),
    ]),
  };
}

const pairs = (values: Readonly<Record<string, string | undefined>>): Property[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [propertyOf(name, value)]));

const layerAs = ({ digest, bytes, entries, instruction, base }: ImageLayer, number: number): Property[] => [
  propertyOf(`layer:${number}:digest`, digest),
  propertyOf(`layer:${number}:bytes`, String(bytes)),
  propertyOf(`layer:${number}:entries`, String(entries)),
  ...pairs({ [`layer:${number}:instruction`]: instruction, [`layer:${number}:base`]: base === undefined ? undefined : String(base) }),
];

/** Source: os-release(5) for what is said of a distribution. */
const systemAs = ({ id, version, codename, name, like }: Distribution): object => ({
  type: 'operating-system',
  name: id,
  ...(version === undefined ? {} : { version }),
  description: name,
  ...some('properties', [...pairs({ 'os:name': name, 'os:codename': codename }), ...like.map((each) => propertyOf('os:like', each))]),
});

const advisoriesOf = ({ advisories }: Bill): readonly Property[] =>
  advisories === undefined
    ? []
    : [propertyOf('advisories:newest', advisories.newest), propertyOf('advisories:count', String(advisories.count))];

/** The image has all; what is built into a program belongs to the package that brought the program. Whom a package needs is not read. */
function dependenciesOf({ packages }: Bill, main: string, system: string | undefined, refAt: (at: number) => string): readonly object[] {
  const brought = new Map<string, string[]>();
  packages.forEach(({ owner }, at) => {
    if (owner !== undefined) brought.set(owner, [...(brought.get(owner) ?? []), refAt(at)]);
  });
  const owners = packages.flatMap(({ kind, name }, at) => {
    const dependsOn = isOfDistribution(kind) ? brought.get(name) : undefined;
    return dependsOn === undefined ? [] : [{ ref: refAt(at), dependsOn }];
  });
  const all = [...(system === undefined ? [] : [system]), ...packages.map((_, at) => refAt(at))];
  return [{ ref: main, ...some('dependsOn', all) }, ...owners];
}

const some = <T>(key: string, values: readonly T[]): Readonly<Record<string, readonly T[]>> =>
  values.length === 0 ? {} : { [key]: values };
