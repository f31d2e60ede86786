import { type Distribution, type ImageLayer, severities, type Vulnerability, type VulnerabilityState } from '../../model/index.ts';
import { isObject, type Loose, numberOf, objectOf, objectsOf, stringOf, stringsOf } from '../../text/json/loose.ts';
import type { BillRead, ImageIdentity } from '../bill.ts';
import { collector } from '../collected.ts';
import { distributionOf } from '../distribution.ts';
import { given } from '../json.ts';
import { noteIn } from './note.ts';

/** A document of SPDX 2.2 or 2.3, JSON. Never throws; linear. Source: SPDX 2.3, clauses 6 and 7. */
export function readSpdx(document: Loose): BillRead {
  const packages = objectsOf(document.packages);
  const notes = packages.map(noteOf);
  const main = notes.find(({ image }) => isObject(image)) ?? {};
  const layers = objectsOf(main.layers).flatMap(layerOf);
  const described = describedBy(document);
  const extracted = new Map(
    objectsOf(document.hasExtractedLicensingInfos).flatMap((each) => {
      const [id, text] = [stringOf(each.licenseId), stringOf(each.extractedText)];
      return id === undefined || text === undefined ? [] : [[id, text] as const];
    }),
  );
  const collected = collector(layers);
  const vulnerabilities: Vulnerability[] = [];
  let system: Distribution | undefined;
  for (const [at, said] of packages.entries()) {
    if (collected.isFull()) break;
    const note = notes[at] ?? {};
    if (isObject(note.image) || (described.has(stringOf(said.SPDXID) ?? '') && isContainer(said))) continue;
    if (isSystem(said)) {
      system ??= systemOf(said, note);
      continue;
    }
    const found = collected.add({
      names: [stringOf(said.name) ?? ''],
      ...given('purl', purlOf(said)),
      beside: new Map(
        Object.entries(objectOf(note.package)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
      ),
      ...given('license', licenseOf(said.licenseDeclared, extracted)),
    });
    if (found !== undefined) for (const each of objectsOf(note.vulnerabilities)) vulnerabilities.push(...vulnerabilityOf(each, found));
  }
  return {
    ...given('name', stringOf(objectOf(main.image).name) ?? stringOf(document.name)),
    identity: identityOf(objectOf(main.image)),
    ...given('distribution', system ?? collected.distribution()),
    layers,
    vulnerabilities,
    ...collected.done(),
  };
}

function noteOf({ annotations }: Loose): Loose {
  for (const { comment } of objectsOf(annotations)) {
    const note = noteIn(comment);
    if (note !== undefined) return note;
  }
  return {};
}

/** What the document is about: by a relationship, or by the list of SPDX 2.2. */
function describedBy({ documentDescribes, relationships }: Loose): ReadonlySet<string> {
  return new Set([
    ...stringsOf(documentDescribes),
    ...objectsOf(relationships).flatMap(({ relationshipType, relatedSpdxElement }) =>
      relationshipType === 'DESCRIBES' && typeof relatedSpdxElement === 'string' ? [relatedSpdxElement] : [],
    ),
  ]);
}

const isContainer = (said: Loose): boolean => said.primaryPackagePurpose === 'CONTAINER' || purlOf(said)?.startsWith('pkg:oci/') === true;

/** The JSON form writes the purpose with a line below, the text of the standard with a dash. */
const isSystem = ({ primaryPackagePurpose: purpose }: Loose): boolean => purpose === 'OPERATING_SYSTEM' || purpose === 'OPERATING-SYSTEM';

const purlOf = ({ externalRefs }: Loose): string | undefined =>
  stringOf(objectsOf(externalRefs).find(({ referenceType }) => referenceType === 'purl')?.referenceLocator);

function licenseOf(declared: unknown, extracted: ReadonlyMap<string, string>): string | undefined {
  const text = stringOf(declared);
  if (text === undefined || text === 'NOASSERTION' || text === 'NONE') return undefined;
  return extracted.get(text) ?? text;
}

function systemOf(said: Loose, { distribution }: Loose): Distribution | undefined {
  const own = objectOf(distribution);
  const id = stringOf(own.id) ?? stringOf(said.name);
  if (id === undefined) return undefined;
  if (!isObject(distribution)) return distributionOf(id, stringOf(said.versionInfo));
  return {
    id,
    ...given('version', stringOf(own.version)),
    ...given('codename', stringOf(own.codename)),
    name: stringOf(own.name) ?? id,
    like: stringsOf(own.like),
  };
}

function layerOf(said: Loose): readonly ImageLayer[] {
  const digest = stringOf(said.digest);
  if (digest === undefined) return [];
  return [
    {
      digest,
      bytes: numberOf(said.bytes) ?? 0,
      entries: numberOf(said.entries) ?? 0,
      ...given('instruction', stringOf(said.instruction)),
      ...(typeof said.base === 'boolean' ? { base: said.base } : {}),
    },
  ];
}

const identityOf = (said: Loose): ImageIdentity => ({
  ...given('digest', stringOf(said.digest)),
  ...given('repository', stringOf(said.repository)),
  ...given('tag', stringOf(said.tag)),
  ...given('id', stringOf(said.id)),
  ...given('platform', stringOf(said.platform)),
});

const states: readonly VulnerabilityState[] = ['fixed', 'affected', 'will-not-fix', 'end-of-life', 'not-affected', 'unknown'];

function vulnerabilityOf(said: Loose, found: Vulnerability['package']): readonly Vulnerability[] {
  const [id, source, state] = [stringOf(said.id), stringOf(said.source), states.find((each) => each === said.state)];
  if (id === undefined || source === undefined || state === undefined) return [];
  const vex = objectOf(said.vex);
  const [because, document] = [stringOf(vex.because), stringOf(vex.document)];
  return [
    {
      id,
      aliases: stringsOf(said.aliases),
      package: found,
      state,
      ...given('fixed', stringOf(said.fixed)),
      ...given(
        'severity',
        severities.find((each) => each === said.severity),
      ),
      ...given('score', numberOf(said.score)),
      ...given('vector', stringOf(said.vector)),
      ...given('summary', stringOf(said.summary)),
      source,
      ...given('url', stringOf(said.url)),
      ...(because === undefined || document === undefined ? {} : { vex: { because, document } }),
    },
  ];
}
