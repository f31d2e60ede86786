import type { Container, Problem, ReadContext, Reader, ReadResult, Source } from '../../model/index.ts';
import { baseName } from '../../text/path.ts';
import { kindOf, sectionOf } from './claims.ts';
import { containerOf } from './container.ts';
import { unitOfDropIn } from './drop-ins.ts';
import { isKnown } from './keys.ts';
import { readKube } from './kube.ts';
import { phrases } from './phrases.ts';
import { load, problem, type Reading } from './reading.ts';
import { type QuadletUnit, readUnit } from './unit.ts';

export const reader: Reader = { read, phrases };

/**
 * A Quadlet unit with its drop-ins and the units that it names. A .container unit is a container; a .pod, .volume, .network,
 * .image or .build unit says something of the containers that name it, and is none itself; a .kube unit's manifest is judged
 * as a manifest.
 */
function read(source: Source, context: ReadContext): ReadResult {
  const reading: Reading = { main: source, context, problems: [], alsoRead: new Set(), units: new Map() };
  const containers = readAny(reading, source);
  const alsoRead = [...reading.alsoRead].filter((path) => path !== source.path);
  return { containers, problems: distinct(reading.problems), ...(alsoRead.length === 0 ? {} : { alsoRead }) };
}

function readAny(reading: Reading, source: Source): Container[] {
  const name = baseName(source.path);
  if (kindOf(name) === 'conf') {
    readDropIn(reading, source);
    return [];
  }
  const unit = readUnit(reading, source);
  sayUnknownKeys(reading, unit);
  if (unit.section === 'Kube') readKube(reading, unit);
  return unit.section === 'Container' ? [containerOf(reading, unit)].filter((found) => found !== undefined) : [];
}

/** A drop-in is read with its unit; alone, without the unit beside its folder, nothing can be judged. */
function readDropIn(reading: Reading, source: Source): void {
  const unit = unitOfDropIn(source.path);
  if (unit === undefined || load(reading, unit, source, { source, start: 0 }) !== undefined) return;
  problem(reading, { source, start: 0 }, `this drop-in belongs to ${baseName(unit)}, which is not beside its folder; it was not judged`);
}

/** Quadlet refuses a unit with a key that it does not know (quadlet.go checkForUnknownKeys). */
function sayUnknownKeys(reading: Reading, { entries, section }: QuadletUnit): void {
  for (const { section: own, key, origin } of entries) {
    if (own === section && !isKnown(own, key))
      problem(reading, origin, `${shown(key)}= is no key of [${own}] that is known here and was not read; check its spelling`);
  }
  if (!entries.some((entry) => entry.section === section) && Object.values(sectionOf).includes(section))
    problem(reading, { source: reading.main, start: 0 }, `the unit has no [${section}] section`);
}

const shown = (key: string): string => /^[\w-]{1,60}/.exec(key)?.[0] ?? '…';

function distinct(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((found) => [`${found.file}:${found.line}:${found.column}:${found.message}`, found]));
  return [...byText.values()];
}
