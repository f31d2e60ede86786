import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { Unreadable } from '../../model/index.ts';
import { isObject } from '../../text/json/loose.ts';
import type { Advisory } from '../advisory.ts';
import { isSecdb, secdbAdvisories, secdbSource } from './alpine.ts';
import { isDebianList, listAdvisories, listSource } from './debian-list.ts';
import { isTrackerPackage, trackerAdvisories, trackerSource } from './debian-tracker.ts';
import { isOsv, osvAdvisory } from './osv.ts';

/** What a document says. `all`: it holds everything that is known of its source, so that what was known before is no longer. */
export interface Told {
  readonly advisories: Iterable<Advisory>;
  readonly all?: string;
}

/** Longer YAML is not read: the longest of Alpine's, which are the longest, have 1 MB. */
const longestYaml = 8 * 1024 ** 2;

/**
 * A document in one of the forms of advisories, told by its content; undefined: it is none of them. Throws Unreadable, of one line, for one that is broken; so does going
 * through its advisories.
 */
export function read(text: string): Told | undefined {
  if (isDebianList(text)) return { advisories: listAdvisories(text), all: listSource(text) };
  const first = text.trimStart().slice(0, 1);
  if (first === '{' || first === '[') return ofValue(parsed(text, JSON.parse, 'JSON'));
  if (!/^(?:---|id|schema_version|modified|published|withdrawn|affected|distroversion)\b/m.test(text.slice(0, 4000))) return undefined;
  if (text.length > longestYaml) throw new Unreadable(`it is YAML of more than ${longestYaml / 1024 ** 2} MiB`);
  // Every value is read as text: a version like 1.10 is no number.
  return ofValue(parsed(text, (yaml) => load(yaml, { schema: FAILSAFE_SCHEMA }), 'YAML'));
}

function ofValue(value: unknown): Told | undefined {
  if (isOsv(value)) return { advisories: [osvAdvisory(value)] };
  if (Array.isArray(value)) return value.length > 0 && value.every(isOsv) ? { advisories: value.map(osvAdvisory) } : undefined;
  if (isSecdb(value)) return { advisories: secdbAdvisories(value), all: secdbSource(value) };
  if (!isObject(value)) return undefined;
  const packages = Object.entries(value);
  if (packages.length === 0 || !packages.every(([, issues]) => isTrackerPackage(issues))) return undefined;
  return { advisories: packages.flatMap((member) => [...ofMember(member)]), all: trackerSource };
}

/** One member of the tracker's JSON, which is too long to be read at once. Undefined: it is no such document. */
export function readMember(name: string, value: unknown): Told | undefined {
  return isTrackerPackage(value) ? { advisories: trackerAdvisories(name, value), all: trackerSource } : undefined;
}

const ofMember = ([name, value]: readonly [string, unknown]): Iterable<Advisory> => readMember(name, value)?.advisories ?? [];

function parsed(text: string, parse: (text: string) => unknown, form: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error.message.split('\n', 1)[0]?.slice(0, 150) ?? '';
    throw new Unreadable(`it is no ${form}: ${reason}`);
  }
}
