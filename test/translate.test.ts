import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeNames } from '../src/translate/index.ts';
import { folderOf } from './support/kubernetes-tools.ts';
import { declared, filesOf, translated } from './support/translate.ts';
import { homeOf } from './support/translate-home.ts';
import { differing, silent } from './support/translate-silent.ts';
import { sources } from './translate-table.ts';

const targets = placeNames.filter((name) => name !== 'oci');

describe.each(Object.entries(sources))('%s', (_, [file, text]) => {
  it.each(targets)('loses nothing in silence on its way to %s', async (to) => {
    const result = await translated(await declared(file, text), to);
    expect(result.problems).toEqual([]);
    expect(result.found.size).toBe(result.translated.length);
    expect(silent(result)).toEqual([]);
  });
});

describe.each(Object.entries(sources))('%s, as bundles', (_, [file, text]) => {
  it('loses nothing in silence', async () => {
    for (const container of await declared(file, text)) {
      if (container.kind !== 'container') continue;
      const result = await translated([container], 'oci');
      expect(result.problems).toEqual([]);
      expect(result.found.size).toBe(1);
      expect(silent(result)).toEqual([]);
    }
  });
});

describe.each(Object.entries(sources))('%s, there and back', (_, [file, text]) => {
  const own = homeOf(file, text);
  it.each(targets.filter((name) => name !== own))('by %s', async (to) => {
    const first = await translated(await declared(file, text), to);
    const files = filesOf(first);
    const between = (
      await Promise.all(
        Object.entries(files)
          .filter(([name]) => !name.endsWith('.network'))
          .map(([name, content]) => declared(name === 'shop.yaml' ? 'pod.yaml' : name, content, files)),
      )
    ).flat();
    const second = await translated(between, own);
    expect(second.problems).toEqual([]);
    // What was alone is in the network of a project once it has been a service.
    const named = ['networks', ...[...first.notes, ...second.notes].flatMap(({ path }) => path ?? [])];
    for (const { want } of first.translated) {
      const back = [...second.found.values()].find(
        ({ image }) =>
          JSON.stringify(image.reference && { ...image.reference, origin: 0 }) ===
          JSON.stringify(want.image.reference && { ...want.image.reference, origin: 0 }),
      );
      if (back === undefined) continue;
      expect(differing(want, back, named)).toEqual([]);
    }
  });
});

describe('the texts', () => {
  const shell = Object.entries(sources).flatMap(([name, source]) =>
    (['docker-run', 'podman-run'] as const).map((to) => [name, to, source] as const),
  );

  it.each(shell)('%s to %s is shell', async (_name, to, [file, text]) => {
    const [script] = (await translated(await declared(file, text), to)).files;
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script?.text ?? '' });
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  });

  it.each(Object.entries(sources))('kubectl takes %s', async (_name, [file, text]) => {
    const [manifest] = (await translated(await declared(file, text), 'kubernetes')).files;
    const workloads = (manifest?.text ?? '').split('---\n').filter((document) => document.includes('kind: Deployment'));
    const kubectl = join(folderOf('kubectl'), 'kubectl');
    const args = ['set', 'image', '--local', '-f', '-', '*=example.com/other:1', '-o', 'name'];
    const { status, stderr } = spawnSync(kubectl, args, { input: workloads.join('---\n'), env: { HOME: '/nonexistent' } });
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  });

  it('holds no secret, in no file and no note', async () => {
    const [file = '', text = ''] = sources['secrets in plain sight'] ?? [];
    for (const to of targets) {
      const { files, notes } = await translated(await declared(file, text), to);
      const all = JSON.stringify([files, notes.map(({ message, because }) => [message, because])]);
      expect(all).not.toContain('hunter2');
      expect(all).not.toContain('s3cr3t');
      expect(all).toContain('DB_PASSWORD');
    }
  });
});
