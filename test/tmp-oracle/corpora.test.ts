import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { readerOf, surfaceById, surfaceOf } from '../../src/commands/declare.ts';
import { fileContext } from '../../src/host/context.ts';
import { silent } from '../support/translate-silent.ts';
import { placeNames } from '../../src/translate/index.ts';
import { translated } from '../support/translate.ts';

const root = '/work/shared/corpora';
it('x', async () => {
  const files = (readdirSync(root, { recursive: true }) as string[]).filter((f) => /\.ya?ml$/.test(f)).map((f) => join(root, f));
  const counts = new Map<string, number>();
  const sample = new Map<string, string>();
  let n = 0; let noteCount = 0; let results = 0;
  const put = (k: string, s: string) => { counts.set(k, (counts.get(k) ?? 0) + 1); if (!sample.has(k)) sample.set(k, s.slice(0, 300)); };
  for (const file of files) {
    let text = ''; try { text = readFileSync(file, 'utf8'); } catch { continue; }
    const source = { path: file, text };
    const surface = surfaceOf(source);
    if (surface === undefined || !['compose', 'kubernetes'].includes(surface.id)) continue;
    const reader = await readerOf(surfaceById(surface.id));
    const { containers } = reader.read(source, { ...fileContext({}), everything: true });
    const own = containers.filter((c) => c.kind === 'container');
    if (own.length === 0) continue;
    n++;
    for (const to of placeNames) {
      if (to === 'oci') continue;
      const r = await translated(own, to);
      results++;
      noteCount += r.notes.length;
      for (const p of r.problems) put(`${surface.id} -> ${to} PROBLEM ${p.message}`, file);
      for (const line of silent(r)) put(`${surface.id} -> ${to} ${line.replace(/\[.*\]/, '[*]').slice(0, 60)}`, `${file.slice(root.length)} ${line}`);
      for (const note of r.notes) if (note.message.includes('nothing is said here') || note.message.includes('is mounted there')) put(`NOTE ${surface.id} -> ${to} ${note.path?.replace(/\[.*\]/, '[*]')} ${note.message}`, `${file.slice(root.length)} ${note.path} ${note.because}`);
    }
  }
  writeFileSync('/tmp/oracle.txt', `${n} files ${results} results ${noteCount} notes\n` + [...counts].sort((x, y) => y[1] - x[1]).map(([k, c]) => `${c} ${k}\n      ${sample.get(k)}`).join('\n'));
}, 600000);
