import { type Source, Unreadable } from '../../model/index.ts';
import { baseName } from '../../text/path.ts';
import { plain } from '../../text/shell/holes.ts';
import { expand, parseUnit, specifiersOf, type UnitEntry, wholeOf, wordsOf } from '../../text/systemd/index.ts';
import { kindOf, sectionOf } from './claims.ts';
import { dropInFolders } from './drop-ins.ts';
import type { QuadletUnit, Value } from './quadlet-unit.ts';
import { load, problem, type Reading } from './reading.ts';

export type { QuadletUnit, Value } from './quadlet-unit.ts';

/** Reads a unit together with its drop-ins: what they say is as if it stood at the end of the unit. */
export function readUnit(reading: Reading, source: Source): QuadletUnit {
  const name = source.path === 'standard input' || source.path === '-' ? 'standard-input.container' : baseName(source.path);
  const parts = [source, ...dropIns(reading, source, name)].map((part) => ({ ...part, text: plain(part.text) }));
  const units = parts.map((part, index) => parseUnit(index === 0 ? sameText(source, part) : part));
  for (const { problems } of units) for (const problem of problems) reading.problems.push(problem);
  return {
    name,
    stem: name.slice(0, name.lastIndexOf('.')),
    source,
    section: sectionOf[kindOf(name)] ?? 'Container',
    sections: new Set(units.flatMap(({ sections }) => [...sections])),
    entries: units.flatMap(({ entries }) => entries),
    specifiers: specifiersOf(name, foldersOf(source.path, reading.context.env)),
  };
}

/** Keeps the identity of a source where nothing had to be taken out of its text. */
const sameText = (source: Source, part: Source): Source => (part.text === source.text ? source : part);

function dropIns(reading: Reading, source: Source, name: string): Source[] {
  const { list } = reading.context;
  if (list === undefined) return [];
  const found = new Map<string, string>();
  for (const folder of dropInFolders(name)) {
    for (const file of listed(folder)) if (file.endsWith('.conf') && !found.has(file)) found.set(file, `${folder}/${file}`);
  }
  const paths = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  return paths.flatMap((path) => {
    const part = load(reading, path, source, { source, start: 0 });
    if (part !== undefined) reading.alsoRead.add(part.path);
    return part ?? [];
  });

  function listed(folder: string): readonly string[] {
    try {
      return list?.(folder, source) ?? [];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problem(reading, { source, start: 0 }, `${folder} was not read: ${error.message}`);
      return [];
    }
  }
}

/**
 * %h and %t: a unit in a user's folder has the user's, one anywhere else is taken for one of the system, which is how
 * Podman with root is judged too; the home is then known by its sign alone. Source: systemd.unit(5) "SPECIFIERS".
 */
function foldersOf(path: string, env: Reading['context']['env']): { home: string | undefined; runtime: string | undefined } {
  if (/(?:^|\/)\.config\/containers\/systemd\/|\/containers\/systemd\/users\//.test(path))
    return { home: env.HOME ?? '~', runtime: env.XDG_RUNTIME_DIR };
  const system = /^\/(?:etc|run|usr\/share)\/containers\/systemd\//.test(path);
  return { home: system ? '/root' : '~', runtime: '/run' };
}

/** The entries of one key that count: an empty one takes those before it back. */
export function entriesOf({ entries }: QuadletUnit, section: string, key: string): readonly UnitEntry[] {
  const own = entries.filter((entry) => entry.section === section && entry.key === key);
  return own.slice(own.findLastIndex(({ value }) => value.text === '') + 1);
}

/** Of a key that is said once the last entry counts. Undefined: not set, or set to nothing. */
export function lastOf(unit: QuadletUnit, key: string, section = unit.section): Value | undefined {
  const entry = entriesOf(unit, section, key).at(-1);
  return entry === undefined ? undefined : { text: expand(wholeOf(entry), unit.specifiers), origin: entry.origin };
}

export const allOf = (unit: QuadletUnit, key: string, section = unit.section): Value[] =>
  entriesOf(unit, section, key).map((entry) => ({
    text: expand(entry.value.text.trimEnd(), unit.specifiers),
    origin: entry.origin,
  }));

/** Each word of each entry; a word that stands alone has the whole entry for its place. */
export const wordsOfKey = (unit: QuadletUnit, key: string, section = unit.section): Value[] =>
  entriesOf(unit, section, key).flatMap((entry) => wordValues(unit, entry));

export function wordValues({ specifiers }: QuadletUnit, entry: UnitEntry): Value[] {
  const words = wordsOf(entry);
  const { source } = entry.origin;
  return words.map(({ text, start, end }) => ({
    text: expand(text, specifiers),
    origin: words.length === 1 ? entry.origin : { source, start, end },
  }));
}

/** 1, yes, true and on in any case are true, all else is false (Podman 5.8 LookupBoolean). */
export const isYes = (text: string): boolean => /^(?:1|yes|true|on)$/i.test(text);
