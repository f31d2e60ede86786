import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { owner } from './owner.ts';
import { absentBelow, keepNote, leftFolders, putCopy, removeEmpty, withProgramFile } from './scratch.ts';

let folder = '';
const before = process.env.TMPDIR;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-test-'));
  process.env.TMPDIR = folder;
});
afterEach(() => {
  process.env.TMPDIR = before;
  if (before === undefined) delete process.env.TMPDIR;
  rmSync(folder, { recursive: true, force: true });
});
const own = () => leftFolders().filter(({ path }) => path.startsWith(folder));

describe('withProgramFile', () => {
  it('lends a program that everybody may execute, and takes it away', async () => {
    const mode = await withProgramFile(
      Uint8Array.of(1),
      async () => undefined,
      async (path) => statSync(path).mode & 0o777,
    );
    expect([mode, readdirSync(folder)]).toEqual([0o555, []]);
  });

  it('and what stands beside it, also when the work fails', async () => {
    let cleaned = 0;
    const work = withProgramFile(
      Uint8Array.of(1),
      async () => {
        cleaned += 1;
      },
      async (path) => {
        keepNote(path, { kind: 'x' });
        throw new Error('no');
      },
    );
    await expect(work).rejects.toThrow('no');
    expect([cleaned, readdirSync(folder)]).toEqual([1, []]);
  });
});

describe('leftFolders', () => {
  const [boot, namespace, , start] = owner().split('-');
  const ended = () => `bulkhead-prove-${boot}-${namespace}-${spawnSync('true').pid}-${start}-abcdef`;

  it('of a process that has ended, with its note', () => {
    const path = join(folder, ended());
    mkdirSync(path);
    keepNote(join(path, 'program'), { kind: 'x' });
    expect(own()).toEqual([{ path, note: { kind: 'x' } }]);
  });

  it('not one of this process', () => {
    mkdirSync(join(folder, `bulkhead-prove-${owner()}-abcdef`));
    expect(own()).toEqual([]);
  });
});

describe('what is put where others are', () => {
  it('a new file, that all may execute', () => {
    writeFileSync(`${folder}/from`, 'x');
    expect(putCopy(`${folder}/from`, folder, 'to')).toBeUndefined();
    expect(statSync(`${folder}/to`).mode & 0o777).toBe(0o555);
  });

  it('no link is followed', () => {
    writeFileSync(`${folder}/from`, 'x');
    mkdirSync(`${folder}/elsewhere`);
    symlinkSync(`${folder}/elsewhere`, `${folder}/link`);
    symlinkSync(`${folder}/elsewhere/new`, `${folder}/name`);
    expect(putCopy(`${folder}/from`, `${folder}/link`, 'to')).toMatch(/folder|link/);
    expect(putCopy(`${folder}/from`, folder, 'name')).toMatch(/EEXIST/);
    expect(readdirSync(`${folder}/elsewhere`)).toEqual([]);
  });

  it('what a mount point needs, and nothing behind a link', () => {
    mkdirSync(`${folder}/a`);
    symlinkSync('/etc', `${folder}/link`);
    expect(absentBelow(folder, '/a/b/c')).toEqual([`${folder}/a/b`, `${folder}/a/b/c`]);
    expect(absentBelow(folder, '/a/../../x')).toEqual([`${folder}/x`]);
    expect(absentBelow(folder, '/link/no-such')).toEqual([]);
  });

  it('only what is empty is removed', () => {
    mkdirSync(`${folder}/full/deep`, { recursive: true });
    writeFileSync(`${folder}/text`, 'x');
    writeFileSync(`${folder}/nothing`, '');
    for (const name of ['full', 'text', 'nothing', 'full/deep', 'absent']) removeEmpty(`${folder}/${name}`);
    expect(['full', 'text', 'nothing', 'full/deep'].filter((name) => existsSync(`${folder}/${name}`))).toEqual(['full', 'text']);
  });
});
