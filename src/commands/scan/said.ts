import type { ImageContents, ImagePackage, Vulnerability } from '../../model/index.ts';

/**
 * What the advisories that are here say of the packages of a bill of materials (`found`), together with what the bill itself says: an analysis of somebody in
 * it (not affected) counts, and what the advisories do not know is told.
 */
export function withSaid(bill: ImageContents, found: ImageContents): ImageContents {
  const said = new Map(bill.vulnerabilities.flatMap((one) => namesOf(one).map((name) => [keyOf(name, one.package), one] as const)));
  const known = new Set(found.vulnerabilities.flatMap((one) => namesOf(one).map((name) => keyOf(name, one.package))));
  const judged = found.vulnerabilities.map((one): Vulnerability => {
    const own = namesOf(one).flatMap((name) => said.get(keyOf(name, one.package)) ?? [])[0];
    return own?.state === 'not-affected' ? { ...one, state: 'not-affected', ...(own.vex === undefined ? {} : { vex: own.vex }) } : one;
  });
  const others = bill.vulnerabilities.filter((one) => !namesOf(one).some((name) => known.has(keyOf(name, one.package))));
  return { ...found, vulnerabilities: [...judged, ...others] };
}

const namesOf = ({ id, aliases }: Vulnerability): readonly string[] => [id, ...aliases];

const keyOf = (name: string, { kind, name: of, version, path }: ImagePackage): string => JSON.stringify([name, kind, of, version, path]);
