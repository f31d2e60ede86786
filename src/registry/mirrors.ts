import { imageReference } from '../facts/image-reference.ts';
import { Unreadable } from '../model/index.ts';
import { isObject, type Loose, objectsOf, textOf } from '../text/json/loose.ts';
import { isLoopback, type Place, placeOf } from './place.ts';

/** Whom to ask in place of a registry, as somebody set it up. */
export interface Registries {
  readonly entries: readonly Entry[];
}

interface Entry extends Location {
  readonly prefix: string;
  readonly blocked: boolean;
  readonly mirrors: readonly Mirror[];
}

interface Location {
  /** Absent: the name as it stands. */
  readonly location?: string;
  readonly insecure: boolean;
}

interface Mirror extends Location {
  readonly pulls: 'all' | 'digest-only' | 'tag-only';
}

/**
 * The registries of registries.conf and of what is dropped in beside it, in their order; a later one of the same prefix stands in for an earlier.
 * Source: containers/image 5.36 docs/containers-registries.conf.5.md, containers-registries.conf.d.5.md. Throws Unreadable for its form of old.
 */
export function registriesIn(files: readonly Loose[]): Registries {
  const entries = new Map<string, Entry>();
  for (const file of files) {
    if (isObject(file.registries)) throw new Unreadable('it is of version 1, without [[registry]]: that is not read');
    for (const value of objectsOf(file.registry)) {
      const entry = entryOf(value);
      if (entry !== undefined) entries.set(entry.prefix, entry);
    }
  }
  return { entries: [...entries.values()] };
}

function entryOf(value: Loose): Entry | undefined {
  const location = locationOf(value);
  const prefix = textOf(value.prefix) ?? location.location;
  if (prefix === undefined) return undefined;
  const usual = value['mirror-by-digest-only'] === true ? 'digest-only' : 'all';
  const mirrors = objectsOf(value.mirror).map((mirror): Mirror => {
    const pulls = mirror['pull-from-mirror'];
    return { ...locationOf(mirror), pulls: pulls === 'digest-only' || pulls === 'tag-only' ? pulls : usual };
  });
  return { ...location, prefix: prefix.replace(/\/$/, ''), blocked: value.blocked === true, mirrors };
}

function locationOf({ location: value, insecure }: Loose): Location {
  const location = textOf(value)?.replace(/\/$/, '');
  return { insecure: insecure === true, ...(location === undefined ? {} : { location }) };
}

/**
 * The places where an image is looked for, in their order: mirrors, then the registry itself; each by the ways in which it may want to be asked. Throws Unreadable for what is no reference, or
 * is blocked.
 */
export function placesIn({ entries }: Registries, reference: string): readonly (readonly Place[])[] {
  const { name, repository, reference: which } = placeOf(reference);
  const full = `${name}/${repository}`;
  const pinned = imageReference(reference).digest !== undefined;
  const entry = entries.reduce<Entry | undefined>(
    (best, one) => (fits(one.prefix, full, which) && one.prefix.length > (best?.prefix.length ?? -1) ? one : best),
    undefined,
  );
  if (entry?.blocked === true) throw new Unreadable(`registries.conf blocks ${entry.prefix}`);
  const at = (base: Location): readonly Place[] => ways(rewritten(full, entry?.prefix ?? '', base.location), which, base.insecure);
  const mirrors = (entry?.mirrors ?? []).filter(({ pulls }) => pulls === 'all' || (pulls === 'digest-only') === pinned);
  return [...mirrors, entry ?? { insecure: false }].map(at);
}

/** "*.example.com" stands for whatever is below a host; else the name goes on behind the prefix with a separator. */
function fits(prefix: string, full: string, which: string): boolean {
  if (prefix.startsWith('*.')) return full.slice(0, full.indexOf('/')).endsWith(prefix.slice(1));
  return [full, `${full}:${which}`, `${full}@${which}`].some((name) => name === prefix) || full.startsWith(`${prefix}/`);
}

const rewritten = (full: string, prefix: string, location: string | undefined): string =>
  location === undefined || prefix.startsWith('*.') ? full : `${location}${full.slice(prefix.length)}`;

function ways(name: string, which: string, insecure: boolean): readonly Place[] {
  const place = placeOf(`${name}${which.startsWith('sha256:') ? '@' : ':'}${which}`);
  const host = place.origin.replace(/^https?:\/\//, '');
  const secured = { ...place, origin: `https://${host}`, ...(insecure ? { unchecked: true } : {}) };
  if (isLoopback(host)) return [place, secured];
  return insecure ? [secured, { ...place, origin: `http://${host}` }] : [secured];
}
