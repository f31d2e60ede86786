import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, phrase } from '../../model/index.ts';
import { dotted, folderOf, join, relativeTo, tidy } from './paths.ts';
import { phrases } from './phrases.ts';
import { shellWords } from './shell-words.ts';
import { parseVolumeSpec } from './volume-spec.ts';

describe('paths', () => {
  it.each([
    ['./a/../b//c/', 'b/c'],
    ['/a/../../b', '/b'],
    ['../../x', '../../x'],
    ['', '.'],
    ['C:\\a\\..', 'C:\\a\\..'],
  ])('tidy %s', (path, expected) => expect(tidy(path)).toBe(expected));
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
    [
      { set: 'mounts.writable', to: [{ destination: '/t' }, { destination: '/d', keeps: 'it' }] },
      'tmpfs: ["/t:noexec,nosuid,nodev"], and a volume for /d',
    ],
    [{ set: 'linux.namespaces.pid', to: { mode: 'private' } }, 'remove pid'],
    [{ set: 'linux.namespaces.ipc', to: { mode: 'private' } }, 'ipc: private'],
    [{ set: 'linux.seccomp', to: { profile: 'default' } }, 'remove seccomp from security_opt'],
    [{ set: 'linux.resources.memory.limit', to: 536870912 }, 'mem_limit: 512m'],
    [{ set: 'linux.resources.cpu.limit', to: 0.5 }, 'cpus: 0.5'],
    [{ set: 'mounts.options', to: { destination: '/tmp', options: ['noexec'], size: 67108864 } }, 'tmpfs: ["/tmp:noexec,size=64m"]'],
    [{ set: 'process.rlimits', to: { type: 'nofile', soft: 1, hard: 2 } }, 'ulimits: {nofile: {soft: 1, hard: 2}}'],
    [{ set: 'process.selinux', to: { disabled: false } }, 'remove label from security_opt'],
  ];
  for (const [change, said] of rows) it(said, () => expect(phrase(phrases, change, 'docker')).toBe(said));

  it.each([
    ['/dev/fuse', 'remove /dev/fuse from devices'],
    ['gpus=all', 'remove the request for gpus=all'],
    ['c 13:*', 'remove the rule for c 13:* from device_cgroup_rules'],
    ['/dev/*', 'remove the rule for every device from device_cgroup_rules'],
  ])('the device %s', (path, said) => {
    expect(phrase(phrases, { set: 'linux.devices.remove', to: { path } }, 'docker')).toBe(said);
  });
  it.each([
    ['docker', 'remove userns_mode, with userns-remap in the daemon'],
    ['podman', 'userns_mode: auto'],
  ] as const)('a user namespace of %s', (engine, said) => {
    expect(phrase(phrases, { set: 'linux.namespaces.user', to: { mode: 'private' } }, engine)).toBe(said);
  });
  it('a mount, whichever key brought it', () => {
    expect(phrase(phrases, { set: 'mounts.remove', to: { destination: '/s' } }, 'docker')).toBe('remove the mount of /s');
  });
});
