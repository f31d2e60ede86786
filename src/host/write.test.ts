import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overwrite, writeAtomically } from './write.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-write-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string): string => join(root, name);

describe('writeAtomically', () => {
  it('writes a file, and leaves nothing beside it', () => {
    writeAtomically(at('a'), 'text');
    expect(readFileSync(at('a'), 'utf8')).toBe('text');
    expect(readdirSync(root)).toEqual(['a']);
  });

  it('keeps the mode of a file that is there', () => {
    writeFileSync(at('a'), 'old');
    chmodSync(at('a'), 0o640);
    writeAtomically(at('a'), 'new');
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['a file that is there', 'old'],
    ['a file that is still to be made', undefined],
  ])('keeps a symbolic link, and writes what it stands for: %s', (_name, old) => {
    if (old !== undefined) writeFileSync(at('real'), old);
    symlinkSync('real', at('link'));
    writeAtomically(at('link'), 'new');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('real'), 'utf8')).toBe('new');
    expect(readdirSync(root).sort()).toEqual(['link', 'real']);
  });

  it('writes into a pipe and does not replace it', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reader = spawn('cat', [at('pipe')]);
    let got = '';
    reader.stdout.on('data', (chunk) => {
      got += String(chunk);
    });
    const ended = new Promise((resolve) => reader.on('close', resolve));
    writeAtomically(at('pipe'), 'text');
    await ended;
    expect(got).toBe('text');
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  it('writes over what was read, and over nothing newer', () => {
    writeFileSync(at('a'), 'old');
    expect([overwrite(at('a'), 'older', 'new', true), readFileSync(at('a'), 'utf8')]).toEqual([false, 'old']);
    expect([overwrite(at('a'), 'old', 'new', true), readFileSync(at('a'), 'utf8')]).toEqual([true, 'new']);
    symlinkSync('a', at('link'));
    expect([overwrite(at('link'), 'new', 'newer', false), readFileSync(at('a'), 'utf8')]).toEqual([false, 'new']);
    expect(() => overwrite(at('gone'), 'old', 'new', true)).toThrow('gone was not written: there is no such file');
    expect(readdirSync(root).sort()).toEqual(['a', 'link']);
  });

  it('leaves the process as deaf to signals as it was', () => {
    const before = process.listenerCount('SIGINT');
    writeAtomically(at('a'), 'text');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it.each([
    ['no name', () => '', /needs the name of a file/],
    ['a folder', () => root, /was not written: it is a folder/],
    ['a missing folder', () => at('no/such'), /was not written: there is no such file/],
    ['a name that is too long', () => at('a'.repeat(300)), /was not written: its name is too long/],
    ['a name with NUL', () => at('a\u0000b'), /was not written: its name holds a NUL/],
  ])('says in one line why not: %s', (_name, path, message) => {
    expect(() => writeAtomically(path(), 'text')).toThrow(message);
    expect(readdirSync(root)).toEqual([]);
  });
});
