import type { FileReader, Package } from '../../model/index.ts';
import { licenseOf } from '../os/record.ts';
import { recordOf } from './paths.ts';
import { textOf, toldBy } from './told.ts';

/** Packages of Python: packaging.python.org, "Core metadata specifications" 2.4 and "Recording installed projects"; setuptools' older egg-info. */
export const pypiReader: FileReader = {
  longest: 8 * 1024 * 1024,
  wants: ({ path }) => (recordOf(path) === 'pypi' ? 'whole' : undefined),
  read: ({ path }, bytes) => toldBy(path, [pythonPackage(textOf(bytes), /\/_vendor\//.test(path))]),
};

/** PEP 503, "Normalized Names". */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

function pythonPackage(text: string, isVendored: boolean): Package {
  const fields = headers(text);
  const license = fields.get('license-expression') ?? fields.get('license');
  return {
    kind: 'pypi',
    name: normalName(fields.get('name') ?? ''),
    version: fields.get('version') ?? '',
    ...licenseOf(license === 'UNKNOWN' ? undefined : license),
    ...(isVendored ? { inside: true } : {}),
  };
}

/** Headers as in mail (RFC 822), up to the first empty line; the first of each name, in small letters. Lines that go on are left out. */
function headers(text: string): ReadonlyMap<string, string> {
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const found = new Map<string, string>();
  for (const line of text.slice(0, end).split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1 || line.startsWith(' ') || line.startsWith('\t')) continue;
    const name = line.slice(0, colon).toLowerCase();
    if (!found.has(name)) found.set(name, line.slice(colon + 1).trim());
  }
  return found;
}
