import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { foldersLeft, keepNoteIn, ownedFolder, removeFolder } from './left-behind.ts';
import { owner } from './owner.ts';

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'left-test-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const [boot, namespace, , start] = owner().split('-');
const ended = (kind = 'run', at = boot) => join(place, `bulkhead-${kind}-${at}-${namespace}-${spawnSync('true').pid}-${start}-abcdef`);
const found = () => foldersLeft('run', [place, join(place, 'none')]);

it('a folder is ours alone, and not left while this process runs', () => {
  const folder = ownedFolder('run', place);
  expect([statSync(folder).mode & 0o777, basename(folder).startsWith(`bulkhead-run-${owner()}-`)]).toEqual([0o700, true]);
  expect(found()).toEqual([]);
  removeFolder(folder);
  expect(existsSync(folder)).toBe(false);
});

it('of a process that has ended, with its note', () => {
  const path = ended();
  mkdirSync(path);
  keepNoteIn(path, { kind: 'x' });
  expect(found()).toEqual([{ path, note: { kind: 'x' } }]);
  expect(statSync(join(path, 'note.json')).mode & 0o777).toBe(0o600);
});

it('of an earlier boot, whose note speaks of nothing any more', () => {
  const path = ended('run', '00000000');
  mkdirSync(path);
  keepNoteIn(path, { kind: 'x' });
  expect(found()).toEqual([{ path }]);
});

it('a note that is none is none', () => {
  const path = ended();
  mkdirSync(path);
  writeFileSync(join(path, 'note.json'), '{');
  expect(found()).toEqual([{ path }]);
});

it.each([
  ['one of another kind', () => mkdirSync(ended('prove'))],
  ['one of another name', () => mkdirSync(join(place, 'bulkhead-run-4711-abcdef'))],
  ['one of another namespace of processes', () => mkdirSync(ended().replace(`-${namespace}-`, '-1-'))],
  ['a link', () => symlinkSync('/tmp', ended())],
  ['a file', () => writeFileSync(ended(), '')],
])('not %s', (_, make) => {
  make();
  expect(found()).toEqual([]);
});
