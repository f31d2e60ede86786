import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeFiles } from '../../../../test/support/folder.ts';
import { delegatedTo } from './delegated.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-delegated-'));
afterAll(() => rmSync(root, { recursive: true }));
const group = (path: string, procs: string) =>
  writeFiles(root, {
    [`${path}/cgroup.procs`]: procs,
    [`${path}/cgroup.subtree_control`]: '',
    [`${path}/cgroup.controllers`]: 'cpu memory pids\n',
  });
group('mine', '');
group('busy', '4711\n');
writeFiles(root, { 'half/cgroup.controllers': 'cpu' });
const uid = process.geteuid?.() ?? 0;

it.each([
  ['his own', ['0::/mine/shell', ''], uid, { path: '/mine/new', controllers: ['cpu', 'memory', 'pids'] }],
  ['somebody else’s', ['0::/mine/shell'], uid + 1, undefined],
  ['with processes in it', ['0::/busy/shell'], uid, undefined],
  ['without its files', ['0::/half/shell'], uid, undefined],
  ['that is not there', ['0::/none/shell'], uid, undefined],
  ['the root of all', ['0::/'], uid, undefined],
  ['of version 1', ['12:memory:/mine/shell', '0::/mine/shell'], uid, undefined],
  ['of another namespace', ['0::/../mine/shell'], uid, undefined],
  ['none', [''], uid, undefined],
])('a parent %s', (_name, own, who, expected) => expect(delegatedTo(who, 'new', root, own)).toEqual(expected));
