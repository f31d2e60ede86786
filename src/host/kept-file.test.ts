import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptFile } from './kept-file.ts';

const before = process.env.XDG_CACHE_HOME;
let cache = '';
const path = () => join(cache, 'bulkhead/x.json');
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'kept-test-'));
  process.env.XDG_CACHE_HOME = cache;
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(cache, { recursive: true, force: true });
});

it('is written once', () => {
  expect([keptFile('x.json', 'text'), readFileSync(path(), 'utf8')]).toEqual([path(), 'text']);
  const { mtimeMs, ino } = statSync(path());
  keptFile('x.json', 'text');
  expect(statSync(path())).toMatchObject({ mtimeMs, ino });
});

it.each<[string, () => void]>([
  ['another text', () => writeFileSync(path(), 'weaker')],
  ['a link to the same text', () => symlinkSync(join(cache, 'elsewhere'), path())],
  [
    'a file that others may write to',
    () => {
      writeFileSync(path(), 'text');
      chmodSync(path(), 0o666);
    },
  ],
  ['a folder', () => mkdirSync(path())],
])('%s gives way', (_, put) => {
  mkdirSync(join(cache, 'bulkhead'));
  writeFileSync(join(cache, 'elsewhere'), 'text');
  put();
  keptFile('x.json', 'text');
  expect([readFileSync(path(), 'utf8'), (statSync(path()).mode & 0o777).toString(8)]).toEqual(['text', '644']);
  expect(readFileSync(join(cache, 'elsewhere'), 'utf8')).toBe('text');
});

it('others may not write into its folder', () => {
  mkdirSync(join(cache, 'bulkhead'));
  chmodSync(join(cache, 'bulkhead'), 0o777);
  keptFile('x.json', 'text');
  expect((statSync(join(cache, 'bulkhead')).mode & 0o777).toString(8)).toBe('755');
});

it.each<[string, () => void]>([
  [
    'a link',
    () => {
      mkdirSync(join(cache, 'theirs'));
      symlinkSync(join(cache, 'theirs'), join(cache, 'bulkhead'));
    },
  ],
  ...(process.getuid?.() === 0
    ? [
        [
          'that of somebody else',
          () => {
            mkdirSync(join(cache, 'bulkhead'));
            chownSync(join(cache, 'bulkhead'), 1, 1);
          },
        ] as [string, () => void],
      ]
    : []),
])('a folder that is %s keeps nothing', (_, put) => {
  put();
  expect(() => keptFile('x.json', 'text')).toThrow(/somebody else's.*XDG_CACHE_HOME/);
  expect(existsSync(path())).toBe(false);
});
