import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretBytes, secretFolder } from './secret-files.ts';

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

  it('what a killed run left goes, and what runs stays', async () => {
    const first = secretFolder();
    const place = dirname(first.path);
    const gone = spawn('true');
    await new Promise((resolve) => gone.on('close', resolve));
    const left = join(place, `bulkhead-run-${gone.pid}-abc`);
    mkdirSync(left);
    writeFileSync(join(left, 'db'), 'x');
    const second = secretFolder();
    expect(existsSync(left)).toBe(false);
    expect(existsSync(first.path)).toBe(true);
    first.remove();
    second.remove();
    expect(readdirSync(place).filter((name) => name.startsWith(`bulkhead-run-${process.pid}-`))).toEqual([]);
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
