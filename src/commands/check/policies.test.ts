import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { policiesIn } from './policies.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

function task(name: string, text: string) {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return { file, named: false };
}

const policy = (name: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\nspec:\n  podSelector: {}\n`;

it('finds the policies of all manifests, and needs no other file', async () => {
  const tasks = [
    task('a.yaml', policy('a')),
    task(
      'b/b.json',
      JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'b' }, spec: { podSelector: {} } }),
    ),
    task('pod.yaml', 'apiVersion: v1\nkind: Pod\n'),
    task('role.yaml', 'apiVersion: v1\nkind: Role\nrules: [NetworkPolicy]\n'),
    task('notes.sh', `cat <<E\n${policy('c')}E\n`),
    task('compose.yaml', 'services:\n  a:\n    image: x\n    labels: ["kind: NetworkPolicy"]\n'),
    task('broken.yaml', `${policy('d')}---\n{ kind: NetworkPolicy\n`),
    { file: join(folder, 'gone.yaml'), named: true },
  ];
  const found = await policiesIn(tasks);
  expect(found.map(({ name }) => name)).toEqual(['a', 'b', 'd']);
  expect(structuredClone(found)).toEqual(found);
});
