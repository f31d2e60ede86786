import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { owner } from './owner.ts';
import { secretBytes, secretFolder, sweepSecrets } from './secret-files.ts';

const canTry = process.platform === 'linux' && existsSync('/dev/shm');

describe.skipIf(!canTry)('a folder in memory', () => {
  it('is ours alone, as is what is put there, and it goes', () => {
    const folder = secretFolder();
    const file = folder.put('db', Buffer.from([0, 255]));
    expect([statSync(folder.path).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o400]);
    expect(readFileSync(file)).toEqual(Buffer.from([0, 255]));
    expect(() => folder.put('db', Buffer.alloc(1))).toThrow(/EEXIST/);
    folder.remove();
    expect(existsSync(folder.path)).toBe(false);
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });

  it('what a killed run left goes, and what runs stays', () => {
    const first = secretFolder();
    const [boot, namespace, , start] = owner().split('-');
    const left = join(dirname(first.path), `bulkhead-run-${boot}-${namespace}-${spawnSync('true').pid}-${start}-abcdef`);
    mkdirSync(left);
    writeFileSync(join(left, 'db'), 'x');
    writeFileSync(join(left, 'note.json'), '{"kind":"x"}');
    expect(sweepSecrets()).toContainEqual({ kind: 'x' });
    expect([existsSync(left), existsSync(first.path)]).toEqual([false, true]);
    first.remove();
  });

  it('not where somebody else could put another one in its place', () => {
    const before = process.env.XDG_RUNTIME_DIR;
    const open = mkdtempSync('/dev/shm/bulkhead-test-');
    try {
      process.env.XDG_RUNTIME_DIR = open;
      chmodSync(open, 0o777);
      const elsewhere = secretFolder();
      expect(dirname(elsewhere.path)).not.toBe(open);
      elsewhere.remove();
      chmodSync(open, 0o700);
      const there = secretFolder();
      expect(dirname(there.path)).toBe(open);
      there.remove();
    } finally {
      if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = before;
      rmSync(open, { recursive: true });
    }
  });
});

describe('the bytes of a secret', () => {
  const path = join(tmpdir(), `bulkhead-secret-${process.pid}`);
  it('as they are', () => {
    writeFileSync(path, Buffer.from([0, 1, 255]));
    expect(secretBytes(path)).toEqual(Buffer.from([0, 1, 255]));
    rmSync(path);
  });
  it('not more than a secret has', () => {
    writeFileSync(path, Buffer.alloc(1024 * 1024 + 1));
    expect(() => secretBytes(path)).toThrow(/longer than a secret may be/);
    rmSync(path);
  });
  it.each([
    ['/', /is a folder/],
    ['/nobody/here', /was not read/],
  ])('%s is none', (wrong, message) => expect(() => secretBytes(wrong)).toThrow(message));
});
