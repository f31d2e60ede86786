import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type PlaceName, placeNames } from '../src/translate/index.ts';
import { leavesOf } from './support/effective-leaves.ts';
import { declared, translated } from './support/translate.ts';
import { homeOf } from './support/translate-home.ts';
import { differing } from './support/translate-silent.ts';
import { sources } from './translate-table.ts';

/** `WRITE_MATRIX=1 npx vitest run test/translate-matrix.test.ts` puts it there. */
const document = new URL('../docs/TRANSLATE.md', import.meta.url);
const block = /(<!-- matrix -->\n)[\s\S]*?(<!-- \/matrix -->)/;

interface Row {
  containers: number;
  fields: number;
  same: number;
  lost: number;
  differs: number;
  todo: number;
}

/** A bundle holds one container: several are translated one by one. */
async function measured(file: string, text: string, to: PlaceName, row: Row): Promise<void> {
  const all = await declared(file, text);
  for (const some of to === 'oci' ? all.map((one) => [one]) : [all]) {
    const { translated: done, found, notes } = await translated(some, to);
    for (const { want } of done) {
      const got = found.get(want.id);
      const before = leavesOf(want);
      const other = new Set(got === undefined ? before.keys() : differing(want, got, []).map((line) => line.slice(0, line.indexOf(': '))));
      row.containers++;
      row.fields += before.size;
      row.same += [...before.keys()].filter((path) => !other.has(path)).length;
    }
    for (const { kind } of notes) row[kind]++;
  }
}

async function matrix(): Promise<string> {
  const texts = Object.values(sources).map(([file, text]) => ({ file, text, from: homeOf(file, text) }));
  const lines = [
    '| from | to | containers | fields | the same | lost | differs | todo |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const from of placeNames) {
    const own = texts.filter((one) => one.from === from);
    if (own.length === 0) continue;
    for (const to of placeNames) {
      const row: Row = { containers: 0, fields: 0, same: 0, lost: 0, differs: 0, todo: 0 };
      for (const { file, text } of own) await measured(file, text, to, row);
      const { containers, fields, same, lost, differs, todo } = row;
      lines.push(`| ${[from, to, containers, fields.toLocaleString('en'), same.toLocaleString('en'), lost, differs, todo].join(' | ')} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

it('the matrix of docs/TRANSLATE.md is that of the table', async () => {
  const text = readFileSync(document, 'utf8');
  const fresh = text.replace(block, `$1\n${await matrix()}\n$2`);
  if (process.env.WRITE_MATRIX === '1') writeFileSync(document, fresh);
  else expect(text).toBe(fresh);
}, 60_000);
