import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';
import { it } from 'vitest';
import { readerOf, surfaceById, surfaceOf } from '../../src/commands/declare.ts';
import { fileContext } from '../../src/host/context.ts';
import { leavesOf } from '../support/effective-leaves.ts';
import { placeNames } from '../../src/translate/index.ts';
import { translated } from '../support/translate.ts';

const root = '/work/shared/corpora';
const below = (path: string, above: string) => path === above || (path.startsWith(above) && /^[.[/\]]/.test(path.slice(above.length)));
it('x', async () => {
  const files = (readdirSync(root, { recursive: true }) as string[]).filter((f) => /\.ya?ml$/.test(f)).map((f) => join(root, f));
  const counts = new Map<string, number>();
  const sample = new Map<string, string>();
  let n = 0;
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
      for (const p of r.problems) { const k = `${surface.id} -> ${to} PROBLEM ${p.message}`; counts.set(k, (counts.get(k) ?? 0) + 1); sample.set(k, file); }
      for (const { want } of r.translated) {
        const got = r.found.get(want.id);
        if (got === undefined) { console.log('lost container', file, to); continue; }
        const [a, b] = [leavesOf(want), leavesOf(got)];
        const said = r.notes.filter((x) => x.container === want.id || x.container === undefined).map((x) => x.path).filter((x) => x !== undefined);
        for (const path of new Set([...a.keys(), ...b.keys()])) {
          if (a.get(path) === b.get(path)) continue;
          if (said.some((s) => below(path, s))) continue;
          const k = `${surface.id} -> ${to} ${path.replace(/\[.*\]/, '[*]')} ${a.has(path) ? (b.has(path) ? 'DIFF' : 'GONE') : 'NEW'}`;
          counts.set(k, (counts.get(k) ?? 0) + 1);
          if (!sample.has(k)) sample.set(k, `${file.slice(root.length)} ${want.name} ${path}: ${a.get(path)} => ${b.get(path)}`.slice(0, 300));
        }
      }
    }
  }
  writeFileSync('/tmp/oracle.txt', `${n} files\n` + [...counts].sort((x, y) => y[1] - x[1]).map(([k, c]) => `${c} ${k}\n      ${sample.get(k)}`).join('\n'));
}, 600000);
