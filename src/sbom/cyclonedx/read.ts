import type { Distribution, ImageLayer, ImagePackage } from '../../model/index.ts';
import { isObject, type Loose, objectOf, objectsOf, stringOf } from '../../text/json/loose.ts';
import type { BillRead, ImageIdentity } from '../bill.ts';
import { collector } from '../collected.ts';
import { distributionOf } from '../distribution.ts';
import { besideOfOthers, layerOfOthers, layersOfOthers } from '../foreign.ts';
import { given } from '../json.ts';
import { vulnerabilitiesIn } from './read-vulnerability.ts';
import { ours, prefix, propertiesOf } from './words.ts';

/** A document of CycloneDX 1.2 to 1.7, JSON: what is read of it is the same in all. Never throws; linear. */
export function readCycloneDx(document: Loose, file: string): BillRead {
  const metadata = objectOf(document.metadata);
  const main = objectOf(metadata.component);
  const said = propertiesOf(main);
  const layers = layersOf(said);
  const identity = identityOf(new Map(said));
  const collected = collector(layers);
  const byRef = new Map<string, ImagePackage>();
  let system: Distribution | undefined;
  for (const component of componentsOf([main.components, document.components])) {
    if (collected.isFull()) break;
    if (component.type === 'operating-system' && system === undefined) {
      system = systemOf(component);
      if (system !== undefined) continue;
    }
    const properties = new Map(propertiesOf(component));
    const found = collected.add({
      names: namesOf(component),
      ...given('purl', stringOf(component.purl)),
      beside: new Map([...besideOfOthers(properties), ...ours(properties)]),
      ...given('layer', layerOfOthers(properties)),
      ...given('license', licenseOf(component.licenses)),
    });
    const ref = stringOf(component['bom-ref']);
    if (found !== undefined && ref !== undefined && !byRef.has(ref)) byRef.set(ref, found);
  }
  const { vulnerabilities, problems } = vulnerabilitiesIn(document.vulnerabilities, byRef, file);
  const done = collected.done();
  return {
    ...given('name', new Map(said).get(`${prefix}image:name`) ?? stringOf(main.name)),
    identity,
    ...given('distribution', system ?? collected.distribution()),
    layers,
    vulnerabilities,
    ...done,
    problems: [...done.problems, ...problems],
  };
}

/** Components may hold components; each is met once, whatever they refer to. */
function* componentsOf(lists: readonly unknown[]): Generator<Loose> {
  const waiting: Iterator<unknown>[] = lists.flatMap((list) => (Array.isArray(list) ? [list.values()] : [])).reverse();
  for (let list = waiting.at(-1); list !== undefined; list = waiting.at(-1)) {
    const { done, value } = list.next();
    if (done === true) waiting.pop();
    else if (isObject(value)) {
      yield value;
      if (Array.isArray(value.components)) waiting.push(value.components.values());
    }
  }
}

function namesOf({ group, name }: Loose): readonly string[] {
  const [before, last] = [stringOf(group), stringOf(name)];
  if (last === undefined) return [];
  return before === undefined || before === '' ? [last] : [`${before}/${last}`, `${before}:${last}`, last];
}

/** Several are all meant, as a list of licences has no word between them. */
function licenseOf(licenses: unknown): string | undefined {
  const words = objectsOf(licenses).flatMap((each) => {
    const license = objectOf(each.license);
    return stringOf(each.expression) ?? stringOf(license.id) ?? stringOf(license.name) ?? [];
  });
  return words.length === 0 ? undefined : words.join(' AND ');
}

function systemOf(component: Loose): Distribution | undefined {
  const said = propertiesOf(component);
  const by = new Map(said);
  const id = by.get('syft:distro:id') ?? by.get('aquasecurity:trivy:Type') ?? stringOf(component.name);
  if (id === undefined) return undefined;
  const version = stringOf(component.version);
  const plain = distributionOf(id, version);
  const name = by.get(`${prefix}os:name`);
  return {
    ...plain,
    ...(name === undefined ? {} : given('version', version)),
    ...given('codename', by.get(`${prefix}os:codename`) ?? by.get('syft:distro:versionCodename')),
    ...given('name', name ?? by.get('syft:distro:prettyName')),
    like: said.flatMap(([name, value]) => (name === `${prefix}os:like` || name.startsWith('syft:distro:idLike') ? [value] : [])),
  };
}

function layersOf(said: readonly (readonly [string, string])[]): readonly ImageLayer[] {
  const by = new Map(said);
  const layers: ImageLayer[] = [];
  for (let number = 1; ; number++) {
    const of = (name: string): string | undefined => by.get(`${prefix}layer:${number}:${name}`);
    const digest = of('digest');
    if (digest === undefined) break;
    const base = of('base');
    layers.push({
      digest,
      bytes: Number(of('bytes') ?? 0) || 0,
      entries: Number(of('entries') ?? 0) || 0,
      ...given('instruction', of('instruction')),
      ...(base === 'true' || base === 'false' ? { base: base === 'true' } : {}),
    });
  }
  return layers.length > 0 ? layers : layersOfOthers(said).map((digest) => ({ digest, bytes: 0, entries: 0 }));
}

function identityOf(said: ReadonlyMap<string, string>): ImageIdentity {
  const of = (name: string): string | undefined => said.get(`${prefix}image:${name}`);
  return {
    ...given('digest', of('digest')),
    ...given('repository', of('repository')),
    ...given('tag', of('tag')),
    ...given('id', of('id') ?? said.get('aquasecurity:trivy:ImageID')),
    ...given('platform', of('platform')),
  };
}
