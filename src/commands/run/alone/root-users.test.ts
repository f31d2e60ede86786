import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { effectiveOf } from '../../../../test/support/effective-of.ts';
import { writeFiles } from '../../../../test/support/folder.ts';
import { onlyRoot } from '../../../run/index.ts';
import { onHost, userIn } from './root-users.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-users-'));
writeFiles(root, { 'etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:1000:1001::/:\nodd:x:many:0::/:\n', 'etc/group': 'staff:x:50:\n' });
const hostile = mkdtempSync(join(tmpdir(), 'bulkhead-users-'));
symlinkSync('/etc', join(hostile, 'etc'));
afterAll(() => {
  for (const folder of [root, hostile]) rmSync(folder, { recursive: true });
});

describe('the user of a root file system', () => {
  it.each([
    ['', { uid: 0, gid: 0 }],
    ['--user 7', { uid: 7, gid: 0 }],
    ['--user 7:8', { uid: 7, gid: 8 }],
    ['--user app', { uid: 1000, gid: 1001 }],
    ['--user app:staff', { uid: 1000, gid: 50 }],
    ['--user app:9', { uid: 1000, gid: 9 }],
  ])('%s', (flags, expected) => expect(userIn(effectiveOf(`docker run ${flags} image`), root)).toEqual(expected));

  it.each([
    ['nobody-there', root],
    ['odd', root],
    // Every Debian and every Alpine has one.
    ['daemon', hostile],
  ])('%s is none', (name, folder) =>
    expect(() => userIn(effectiveOf(`docker run --user ${name} image`), folder)).toThrow(`there is no user ${name} in its /etc/passwd`),
  );
});

const rows = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
describe('for the host', () => {
  it.each([
    ['without a user namespace', { enter: [], single: false }, { uid: 7, gid: 8 }],
    ['in a range', { map: { uids: rows, gids: rows }, enter: [], single: false }, { uid: 100_007, gid: 100_008 }],
  ])('%s', (_name, ids, expected) => expect(onHost({ uid: 7, gid: 8 }, ids)).toEqual(expected));

  it.each([
    ['nobody but root', { map: onlyRoot(1000, 1000), enter: [], single: true }, /without a range of ids of your own/],
    [
      'beyond the range',
      { map: { uids: rows, gids: rows }, enter: [], single: false },
      /it runs as 70000:8, which its user namespace does not have/,
    ],
  ])('%s', (_name, ids, message) => expect(() => onHost({ uid: 70_000, gid: 8 }, ids)).toThrow(message));
});
