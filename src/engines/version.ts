import type { InForce } from '../facts/engines/shape.ts';

/**
 * Numbers of a version; a part that is not given means the newest release of that line, so "28" comes after "28.5.2".
 * What follows the numbers ("-rc1", "+build") is passed over.
 */
export function parts(version: string): readonly [number, number, number] {
  const [major, minor, patch] = version.split('.', 3).map((part) => Number.parseInt(part, 10));
  return [known(major), known(minor), known(patch)];
}

const known = (part: number | undefined): number => (part === undefined || Number.isNaN(part) ? Number.POSITIVE_INFINITY : part);

/** Below zero where `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1;
}

/** The facts that hold for a version, in the order of the table. */
export function inForce<T>(facts: readonly InForce<T>[], version: string): T[] {
  return facts.filter((fact) => begun(fact.since, version) && !ended(fact.until, version)).map(({ value }) => value);
}

/** The first fact in force; the last of the table where none is. */
export function theOne<T>(facts: readonly InForce<T>[], version: string): T | undefined {
  return inForce(facts, version)[0] ?? facts.at(-1)?.value;
}

function begun(since: readonly string[] | undefined, version: string): boolean {
  const mainLine = since?.at(-1);
  if (since === undefined || mainLine === undefined) return true;
  if (compareVersions(version, mainLine) >= 0) return true;
  return since.some((backport) => sameLine(backport, version) && compareVersions(version, backport) >= 0);
}

const ended = (until: string | undefined, version: string): boolean => until !== undefined && compareVersions(version, until) >= 0;

function sameLine(release: string, version: string): boolean {
  const [major, minor] = parts(release);
  const [itsMajor, itsMinor] = parts(version);
  return major === itsMajor && (minor === itsMinor || itsMinor === Number.POSITIVE_INFINITY);
}
