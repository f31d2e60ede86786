import { execFileSync } from 'node:child_process';
import { ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Unreadable } from '../model/index.ts';
import { NotText, readText, TooLarge } from './read.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-read-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const file = (name: string, bytes: Buffer | string): string => {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
};

const failure = (path: string): Unreadable => {
  try {
    readText(path);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
  throw new Error('it was read');
};

describe('readText', () => {
  it('reads UTF-8', () => expect(readText(file('a', 'grüße\r\n'))).toBe('grüße\r\n'));
  it('takes a byte-order mark away', () => expect(readText(file('bom', '\ufeffa: 1'))).toBe('a: 1'));
  it('reads an empty file', () => expect(readText(file('empty', ''))).toBe(''));
  it('reads a file of /proc, which says that it is empty', () => expect(readText('/proc/self/status')).toContain('Pid:'));

  it.each([
    ['missing', () => join(root, 'missing'), /no such file/],
    ['a folder', () => root, /folder/],
    ['a part of the path is a file', () => join(file('f', ''), 'x'), /not a folder/],
    ['invalid UTF-8', () => file('latin1', Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a])), /byte 4/],
    ['UTF-16', () => file('utf16', Buffer.from('\ufeffa: 1', 'utf16le')), /UTF-16/],
    ['a device', () => '/dev/zero', /regular file/],
  ])('says in one line what is wrong: %s', (_name, path, message) => {
    expect(failure(path()).message).toMatch(message);
    expect(failure(path()).message).not.toContain('\n');
  });

  it('tells a binary file apart', () => expect(failure(file('elf', Buffer.from([0x7f, 0x45, 0, 1])))).toBeInstanceOf(NotText));

  it('tells a script with an archive behind its text apart', () => {
    const archive = Buffer.concat([Buffer.from('#!/bin/sh\n'.repeat(1000)), Buffer.from([0x1f, 0x8b, 0xff, 0])]);
    expect(failure(file('installer', archive))).toBeInstanceOf(NotText);
  });

  it('does not read a file of 100 MB', () => {
    const path = join(root, 'huge');
    ftruncateSync(openSync(path, 'w'), 100 * 1024 * 1024);
    expect(failure(path)).toBeInstanceOf(TooLarge);
  });

  it('does not wait for a pipe that nobody writes to', () => {
    const path = join(root, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(failure(path).message).toMatch(/regular file/);
  });
});
