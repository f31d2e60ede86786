import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptEntries } from './kept-entries.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'bulkhead-kept-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

const bytes = (text: string): Uint8Array => Buffer.from(text);
const path = (name = ''): string => join(cache, 'bulkhead', 'things', name);
const text = (name: string): string | undefined => {
  const found = keptEntries('things', 1000).read(name);
  return found === undefined ? undefined : Buffer.from(found).toString();
};

describe('entries of the cache', () => {
  it('are the caller’s alone, and there the next time', () => {
    const entries = keptEntries('things', 1000);
    expect(entries.read('a')).toBeUndefined();
    entries.write('a', bytes('first'));
    entries.write('a', bytes('second'));
    expect(text('a')).toBe('second');
    expect([lstatSync(path()).mode & 0o777, lstatSync(path('a')).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readdirSync(path())).toEqual(['a']);
  });

  it.each<[string, () => void]>([
    ['others may read it', () => chmodSync(path('a'), 0o644)],
    [
      'it is a link',
      () => {
        renameSync(path('a'), join(cache, 'elsewhere'));
        symlinkSync(join(cache, 'elsewhere'), path('a'));
      },
    ],
    [
      'it is a folder',
      () => {
        rmSync(path('a'));
        mkdirSync(path('a'));
      },
    ],
  ])('are none where %s', (_, change) => {
    keptEntries('things', 1000).write('a', bytes('x'));
    change();
    expect(text('a')).toBeUndefined();
  });

  it('of a folder that others can write to are closed to them', () => {
    mkdirSync(path(), { recursive: true });
    chmodSync(path(), 0o777);
    keptEntries('things', 1000).write('a', bytes('x'));
    expect(lstatSync(path()).mode & 0o777).toBe(0o700);
  });

  it('go where they are too much together: those first that were not used for longest, and what a killed writer left', () => {
    mkdirSync(path(), { recursive: true, mode: 0o700 });
    const put = (name: string, size: number, hoursAgo: number): void => {
      writeFileSync(path(name), 'x'.repeat(size), { mode: 0o600 });
      const then = new Date(Date.now() - hoursAgo * 3_600_000);
      utimesSync(path(name), then, then);
    };
    put('oldest', 400, 30);
    put('read since', 400, 20);
    put('old', 400, 10);
    put('left.tmp', 1, 5);
    put('being written.tmp', 1, 0);
    expect(text('read since')).toHaveLength(400);
    keptEntries('things', 1000).write('new', bytes('y'));
    expect(readdirSync(path()).sort()).toEqual(['being written.tmp', 'new', 'old', 'read since']);
  });

  it('that cannot be kept are not there, and nothing is thrown', () => {
    writeFileSync(join(cache, 'bulkhead'), 'no folder');
    const entries = keptEntries('things', 1000);
    entries.write('a', bytes('x'));
    expect(entries.read('a')).toBeUndefined();
    expect(existsSync(path())).toBe(false);
  });
});
