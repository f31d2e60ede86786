import { describe, expect, it } from 'vitest';
import {
  apparmorProfile,
  byteSize,
  capabilityName,
  deviceRule,
  goBoolean,
  groupId,
  isPropagation,
  seccompProfile,
  tmpfsSize,
  userId,
  withLabel,
} from './index.ts';

type Row = readonly [text: string, expected: unknown];

const table = (title: string, read: (text: string) => unknown, rows: readonly Row[]): void => {
  describe(title, () => {
    for (const [text, expected] of rows) it(JSON.stringify(text), () => expect(read(text)).toEqual(expected));
  });
};

table('sizes', byteSize, [
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
  ['0', 0],
  ['', undefined],
  ['m', undefined],
  ['1x', undefined],
  ['1bb', undefined],
  ['-1', undefined],
  ['1 2', undefined],
]);

table('tmpfs sizes', tmpfsSize, [
  ['64m', 67108864],
  ['0', -1],
  ['50%', 'share'],
  ['half', undefined],
]);

table('booleans', goBoolean, [
  ['true', true],
  ['T', true],
  ['0', false],
  ['False', false],
  ['yes', undefined],
  ['tRUE', undefined],
]);

table('users', userId, [
  ['1000', { uid: 1000 }],
  ['node', { name: 'node' }],
  ['10x', { name: '10x' }],
]);
table('groups', groupId, [
  ['0', { gid: 0 }],
  ['docker', { name: 'docker' }],
]);

table('capabilities', capabilityName, [
  ['net_raw', 'CAP_NET_RAW'],
  ['CAP_NET_RAW', 'CAP_NET_RAW'],
  ['all', 'ALL'],
  ['CAP_ALL', 'ALL'],
  ['', undefined],
  ['NET-RAW', undefined],
  ['NET_ADMN', undefined],
]);

table('device rules', deviceRule, [
  ['c 13:* rmw', { path: 'c 13:*', permissions: 'rmw' }],
  ['a *:* rwm', { path: '/dev/*', permissions: 'rwm' }],
  ['b *:* rw', { path: '/dev/*', permissions: 'rw' }],
  ['a', undefined],
  ['x 1:2 r', undefined],
]);

table('seccomp', seccompProfile, [
  ['unconfined', { profile: 'unconfined' }],
  ['builtin', { profile: 'default' }],
  ['p.json', { profile: 'custom', path: 'p.json' }],
  ['', undefined],
]);
table('apparmor', (text) => apparmorProfile(text, 'docker-default'), [
  ['unconfined', { profile: 'unconfined' }],
  ['docker-default', { profile: 'default' }],
  ['mine', { profile: 'named', name: 'mine' }],
  ['', undefined],
]);
table('labels', (text) => withLabel({ disabled: false, level: 's0' }, text), [
  ['disable', { disabled: true, level: 's0' }],
  ['type:svirt_t', { disabled: false, level: 's0', type: 'svirt_t' }],
  ['level:s0:c1,c2', { disabled: false, level: 's0:c1,c2' }],
  ['type:', undefined],
  ['nested', undefined],
]);

table('propagation', isPropagation, [
  ['rshared', true],
  ['private', true],
  ['unbindable', false],
]);
