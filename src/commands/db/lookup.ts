import { ecosystemOfPackage } from '../../advisories/ecosystem.ts';
import { withEnd } from '../../advisories/ended.ts';
import { match } from '../../advisories/match.ts';
import { lookAt } from '../../host/read.ts';
import type { ImageContents, KnownAdvisories, Lacking, Vulnerability } from '../../model/index.ts';
import { compareVersions } from '../../packages/versions/index.ts';
import { type AdvisoryReader, advisoryReader } from './store/read.ts';

/** An image with what is known of its packages. */
export interface Lookup {
  of(image: ImageContents): ImageContents;
  close(): void;
}

/** The file of known advisories; undefined: there is none. Throws Unreadable: it is damaged, or of another version. */
export function openLookup(path: string): Lookup | undefined {
  if (lookAt(path) === undefined) return undefined;
  const reader = advisoryReader(path);
  return { of: (image) => lookedUp(image, reader), close: () => reader.close() };
}

function lookedUp(image: ImageContents, reader: AdvisoryReader): ImageContents {
  const { packages, distribution } = image;
  const today = image.today ?? new Date().toISOString().slice(0, 10);
  const found = withEnd(match(packages, distribution, reader, compareVersions), distribution, today);
  return { ...image, vulnerabilities: besides(found, image.vulnerabilities), advisories: knownOf(image, reader) };
}

/** A bill of materials may tell of some by itself: what it answers for stays answered, and what only it knows of is told too. */
function besides(found: readonly Vulnerability[], told: readonly Vulnerability[]): readonly Vulnerability[] {
  if (told.length === 0) return found;
  const keyOf = (id: string, { kind, name, version }: Vulnerability['package']): string => [id, kind, name, version].join('\u0000');
  const byKey = new Map(told.map((one) => [keyOf(one.id, one.package), one]));
  const keys = new Set(found.flatMap((one) => [one.id, ...one.aliases].map((id) => keyOf(id, one.package))));
  const merged = found.map((one) => {
    const same = [one.id, ...one.aliases].map((id) => byKey.get(keyOf(id, one.package))).find((each) => each !== undefined);
    return same?.state === 'not-affected' ? { ...one, state: same.state, ...(same.vex === undefined ? {} : { vex: same.vex }) } : one;
  });
  return [...merged, ...told.filter((one) => !keys.has(keyOf(one.id, one.package)))];
}

/** What there is on the kinds of packages that the image has. */
function knownOf({ packages, distribution }: ImageContents, reader: AdvisoryReader): KnownAdvisories {
  const kinds = new Map<string, Lacking>();
  for (const one of packages) {
    const ecosystem = ecosystemOfPackage(one.kind, distribution);
    const key = ecosystem ?? one.kind;
    kinds.set(key, { kind: one.kind, ...(ecosystem === undefined ? {} : { ecosystem }), packages: (kinds.get(key)?.packages ?? 0) + 1 });
  }
  const asked = [...kinds.values()].map((kind) => ({
    kind,
    known: kind.ecosystem === undefined ? undefined : reader.ecosystem(kind.ecosystem),
  }));
  const there = asked.flatMap(({ known }) => (known === undefined ? [] : [known]));
  const lacking = asked.filter(({ known }) => known === undefined).map(({ kind }) => kind);
  const sources = reader.sources();
  const days = there.length > 0 ? there.map(({ newest }) => newest) : sources.map(({ newest, imported }) => newest ?? imported);
  return {
    newest: [...days].sort()[0] ?? '',
    count: (there.length > 0 ? there : sources).reduce((sum, { count }) => sum + count, 0),
    ...(lacking.length === 0 ? {} : { lacking }),
  };
}
