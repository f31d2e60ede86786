import { type Distribution, type ImageLayer, severities, type Vulnerability, type VulnerabilityState } from '../../model/index.ts';
import type { BillRead, ImageIdentity } from '../bill.ts';
import { collector } from '../collected.ts';
import { distributionOf } from '../distribution.ts';
import { given, isObject, type Json, numberOf, objectOf, objectsOf, textOf, textsOf } from '../json.ts';
import { noteIn } from './note.ts';

/** A document of SPDX 2.2 or 2.3, JSON. Never throws; linear. Source: SPDX 2.3, clauses 6 and 7. */
export function readSpdx(document: Json): BillRead {
  const packages = objectsOf(document.packages);
  const notes = packages.map(noteOf);
  const main = notes.find(({ image }) => isObject(image)) ?? {};
  const layers = objectsOf(main.layers).flatMap(layerOf);
  const described = describedBy(document);
  const extracted = new Map(
    objectsOf(document.hasExtractedLicensingInfos).flatMap((each) => {
      const [id, text] = [textOf(each.licenseId), textOf(each.extractedText)];
      return id === undefined || text === undefined ? [] : [[id, text] as const];
    }),
  );
  const collected = collector(layers);
  const vulnerabilities: Vulnerability[] = [];
  let system: Distribution | undefined;
  for (const [at, said] of packages.entries()) {
    if (collected.isFull()) break;
    const note = notes[at] ?? {};
    if (isObject(note.image) || (described.has(textOf(said.SPDXID) ?? '') && isContainer(said))) continue;
    if (isSystem(said)) {
      system ??= systemOf(said, note);
      continue;
    }
    const found = collected.add({
      names: [textOf(said.name) ?? ''],
      ...given('purl', purlOf(said)),
      beside: new Map(
        Object.entries(objectOf(note.package)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
      ),
      ...given('license', licenseOf(said.licenseDeclared, extracted)),
    });
    if (found !== undefined) for (const each of objectsOf(note.vulnerabilities)) vulnerabilities.push(...vulnerabilityOf(each, found));
  }
  return {
    ...given('name', textOf(objectOf(main.image).name) ?? textOf(document.name)),
    identity: identityOf(objectOf(main.image)),
    ...given('distribution', system ?? collected.distribution()),
    layers,
    vulnerabilities,
    ...collected.done(),
  };
}

function noteOf({ annotations }: Json): Json {
  for (const { comment } of objectsOf(annotations)) {
    const note = noteIn(comment);
    if (note !== undefined) return note;
  }
  return {};
}

/** What the document is about: by a relationship, or by the list of SPDX 2.2. */
function describedBy({ documentDescribes, relationships }: Json): ReadonlySet<string> {
  return new Set([
    ...textsOf(documentDescribes),
    ...objectsOf(relationships).flatMap(({ relationshipType, relatedSpdxElement }) =>
      relationshipType === 'DESCRIBES' && typeof relatedSpdxElement === 'string' ? [relatedSpdxElement] : [],
    ),
  ]);
}

const isContainer = (said: Json): boolean => said.primaryPackagePurpose === 'CONTAINER' || purlOf(said)?.startsWith('pkg:oci/') === true;

/** The JSON form writes the purpose with a line below, the text of the standard with a dash. */
const isSystem = ({ primaryPackagePurpose: purpose }: Json): boolean => purpose === 'OPERATING_SYSTEM' || purpose === 'OPERATING-SYSTEM';

const purlOf = ({ externalRefs }: Json): string | undefined =>
  textOf(objectsOf(externalRefs).find(({ referenceType }) => referenceType === 'purl')?.referenceLocator);

function licenseOf(declared: unknown, extracted: ReadonlyMap<string, string>): string | undefined {
  const text = textOf(declared);
  if (text === undefined || text === 'NOASSERTION' || text === 'NONE') return undefined;
  return extracted.get(text) ?? text;
}

function systemOf(said: Json, { distribution }: Json): Distribution | undefined {
  const own = objectOf(distribution);
  const id = textOf(own.id) ?? textOf(said.name);
  if (id === undefined) return undefined;
  if (!isObject(distribution)) return distributionOf(id, textOf(said.versionInfo));
  return {
    id,
    ...given('version', textOf(own.version)),
    ...given('codename', textOf(own.codename)),
    name: textOf(own.name) ?? id,
    like: textsOf(own.like),
  };
}

function layerOf(said: Json): readonly ImageLayer[] {
  const digest = textOf(said.digest);
  if (digest === undefined) return [];
  return [
    {
      digest,
      bytes: numberOf(said.bytes) ?? 0,
      entries: numberOf(said.entries) ?? 0,
      ...given('instruction', textOf(said.instruction)),
      ...(typeof said.base === 'boolean' ? { base: said.base } : {}),
    },
  ];
}

const identityOf = (said: Json): ImageIdentity => ({
  ...given('digest', textOf(said.digest)),
  ...given('repository', textOf(said.repository)),
  ...given('tag', textOf(said.tag)),
  ...given('id', textOf(said.id)),
  ...given('platform', textOf(said.platform)),
});

const states: readonly VulnerabilityState[] = ['fixed', 'affected', 'will-not-fix', 'end-of-life', 'not-affected', 'unknown'];

function vulnerabilityOf(said: Json, found: Vulnerability['package']): readonly Vulnerability[] {
  const [id, source, state] = [textOf(said.id), textOf(said.source), states.find((each) => each === said.state)];
  if (id === undefined || source === undefined || state === undefined) return [];
  const vex = objectOf(said.vex);
  const [because, document] = [textOf(vex.because), textOf(vex.document)];
  return [
    {
      id,
      aliases: textsOf(said.aliases),
      package: found,
      state,
      ...given('fixed', textOf(said.fixed)),
      ...given(
        'severity',
        severities.find((each) => each === said.severity),
      ),
      ...given('score', numberOf(said.score)),
      ...given('vector', textOf(said.vector)),
      ...given('summary', textOf(said.summary)),
      source,
      ...given('url', textOf(said.url)),
      ...(because === undefined || document === undefined ? {} : { vex: { because, document } }),
    },
  ];
}
