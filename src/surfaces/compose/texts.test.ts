import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, phrase } from '../../model/index.ts';
import { dotted, folderOf, join, normalise, relativeTo } from './paths.ts';
import { phrases } from './phrases.ts';
import { shellWords } from './shell-words.ts';
import { parseBytes } from './sizes.ts';
import { parseVolumeSpec } from './volume-spec.ts';

describe('sizes', () => {
  const rows: readonly (readonly [text: string, bytes: number | undefined])[] = [
    ['1', 1],
    ['1b', 1],
    ['2k', 2048],
    ['2K', 2048],
    ['2kb', 2048],
    ['2KiB', 2048],
    ['512m', 536870912],
    ['1.5g', 1610612736],
    ['.5m', 524288],
    ['1 GB', 1073741824],
    ['1t', 1099511627776],
    ['1e3', 1000],
    ['-1', -1],
    ['0', 0],
    ['', undefined],
    ['m', undefined],
    ['1x', undefined],
    ['1bb', undefined],
    ['-1m', undefined],
    ['1 2', undefined],
  ];
  for (const [text, bytes] of rows) it(JSON.stringify(text), () => expect(parseBytes(text)).toBe(bytes));
});

describe('paths', () => {
  it.each([
    ['./a/../b//c/', 'b/c'],
    ['/a/../../b', '/b'],
    ['../../x', '../../x'],
    ['', '.'],
    ['C:\\a\\..', 'C:\\a\\..'],
  ])('normalise %s', (path, expected) => expect(normalise(path)).toBe(expected));
  it.each([
    ['', 'a', 'a'],
    ['sub', '../a', 'a'],
    ['/r', './a', '/r/a'],
    ['sub', '/a', '/a'],
  ])('join %s %s', (folder, path, expected) => expect(join(folder, path)).toBe(expected));
  it.each([
    ['db', 'db/web', 'web'],
    ['db', '.', '..'],
    ['', 'web', 'web'],
    ['a/b', 'a/c', '../c'],
    ['db', '/abs', '/abs'],
  ])('relative from %s to %s', (folder, path, expected) => expect(relativeTo(folder, path)).toBe(expected));
  it('dots and folders', () => {
    expect([dotted('a'), dotted('..'), dotted('/a'), dotted('.'), dotted('..a')]).toEqual(['./a', '..', '/a', '.', './..a']);
    expect([folderOf('a/b'), folderOf('a'), folderOf('/a')]).toEqual(['a', '', '/']);
  });
});

describe('words of a command', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['a "b c" \'d e\'', ['a', 'b c', 'd e']],
    ['a\\ b', ['a b']],
    ['a""b ""', ['ab', '']],
    ['a; b', ['a']],
    ['', []],
  ])('%s', (text, expected) => expect(shellWords(text)).toEqual(expected));
  it('an open quote is no command', () => expect(shellWords('a "b')).toBeUndefined());
});

describe('volume sections', () => {
  it.each([
    ['va:/b', { source: 'va', target: '/b', options: [] }],
    // One letter before a colon is a drive, as Compose has it.
    ['a:/b', { target: 'a:/b', options: [] }],
    ['/b', { target: '/b', options: [] }],
    ['c:\\a:d:\\b:ro,z', { source: 'c:\\a', target: 'd:\\b', options: ['ro', 'z'] }],
    ['c:\\a:/b:ro,z', { source: 'c:\\a', target: '/b', options: ['ro', 'z'] }],
    ['', undefined],
    ['va::b', undefined],
  ])('%s', (text, expected) => {
    expect(parseVolumeSpec(text)).toEqual(expected);
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseVolumeSpec(text)));
  });
});

describe('phrases', () => {
  const rows: readonly (readonly [change: Change, said: string])[] = [
    [{ set: 'process.user', to: '1000:1000' }, 'user: "1000:1000"'],
    [{ set: 'process.noNewPrivileges', to: true }, 'security_opt: [no-new-privileges:true]'],
    [{ set: 'process.capabilities.drop', to: ['ALL'] }, 'cap_drop: [ALL]'],
    [{ set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, 'remove SYS_ADMIN from cap_add'],
    [{ set: 'privileged', to: false }, 'remove privileged'],
    [{ set: 'root.readonly', to: true }, 'read_only: true'],
    [{ set: 'linux.namespaces.pid', to: { mode: 'private' } }, 'remove pid'],
    [{ set: 'linux.namespaces.ipc', to: { mode: 'private' } }, 'ipc: private'],
    [{ set: 'linux.seccomp', to: { profile: 'default' } }, 'remove seccomp from security_opt'],
    [{ set: 'linux.resources.memory.limit', to: 536870912 }, 'mem_limit: 512m'],
    [{ set: 'linux.resources.cpu.limit', to: 0.5 }, 'cpus: 0.5'],
    [{ set: 'mounts.options', to: { destination: '/tmp', options: ['noexec'], size: 67108864 } }, 'tmpfs: ["/tmp:noexec,size=64m"]'],
    [{ set: 'process.rlimits', to: { type: 'nofile', soft: 1, hard: 2 } }, 'ulimits: {nofile: {soft: 1, hard: 2}}'],
    [{ set: 'process.selinux', to: { disabled: false } }, 'remove label from security_opt'],
  ];
  for (const [change, said] of rows) it(said, () => expect(phrase(phrases, change)).toBe(said));
});
