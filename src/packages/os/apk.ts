import type { FileReader, LayerFact, Package } from '../../model/index.ts';
import { fileBudget, licenseOf, packageFacts, sizeOf, sourceOf } from './record.ts';

/**
 * The record of apk: blocks of "X:value" lines, divided by empty ones. The letters are those of apk-package(5); F is a folder, and each R below it
 * a file in it (src/database.c of apk-tools 3.0).
 */
export const apkReader: FileReader = {
  longest: 64 * 1024 * 1024,
  wants: ({ path }) => (path === 'lib/apk/db/installed' || path === 'usr/lib/apk/db/installed' ? 'whole' : undefined),
  read({ path }, bytes) {
    const packages: Package[] = [];
    const owned: LayerFact[] = [];
    const told = fileBudget();
    for (const block of new TextDecoder().decode(bytes).split(/\n(?:[ \t\r]*\n)+/)) {
      const { fields, files } = fieldsOf(block, told);
      const owner = fields.get('P');
      if (owner === undefined) continue;
      packages.push(packageOf(owner, fields));
      if (files.length > 0) owned.push({ kind: 'owned', path, owner, files });
    }
    return [...packageFacts(path, packages), ...owned];
  },
};

const letters = 'PVAoIL';

function fieldsOf(block: string, told: ReturnType<typeof fileBudget>): { fields: ReadonlyMap<string, string>; files: readonly string[] } {
  const fields = new Map<string, string>();
  const files: string[] = [];
  let folder = '';
  for (const line of block.split('\n')) {
    if (line[1] !== ':') continue;
    const letter = line[0] ?? '';
    const value = line.slice(2);
    if (letter === 'F') folder = value === '' ? '' : `${value}/`;
    else if (letter === 'R') {
      const file = told(folder, value);
      if (file !== undefined) files.push(file);
    } else if (letters.includes(letter) && !fields.has(letter)) fields.set(letter, value.slice(0, longestValue).trim());
  }
  return { fields, files };
}

const longestValue = 2000;

function packageOf(name: string, fields: ReadonlyMap<string, string>): Package {
  const own = { name, version: fields.get('V') ?? '' };
  const arch = fields.get('A') ?? '';
  return {
    kind: 'apk',
    ...own,
    ...(arch === '' ? {} : { arch }),
    ...sourceOf(own, fields.get('o') || own.name, own.version),
    ...sizeOf(fields.get('I'), 1),
    ...licenseOf(fields.get('L')),
  };
}
