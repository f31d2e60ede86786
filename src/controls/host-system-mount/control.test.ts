import { describe, expect, it } from 'vitest';
import { bind, mount } from '../../../test/support/mount.ts';
import { at, container, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { hostSystemMount } from './control.ts';

const readonly = { readonly: at(true) };
const pod = (mounts: Overrides['mounts']): Overrides => ({ engine: 'kubernetes', mounts });

table(hostSystemMount, [
  ['no mounts', {}, 'held'],
  ['project folders', { mounts: [bind('./data'), bind('.'), bind('../shared')] }, 'held'],
  ['a folder of data', { mounts: [bind('/srv/data'), bind('/opt/app'), bind('/home/ann/project'), bind('/root/stack/data')] }, 'held'],
  ['a named volume', { mounts: [mount('volume', 'etc', '/etc/app')] }, 'held'],
  ['/proc by the engine', { mounts: [mount('system', 'proc', '/proc')] }, 'held'],
  ['harmless files', { mounts: [bind('/etc/localtime', readonly), bind('/etc/timezone', readonly), bind('/etc/hosts', readonly)] }, 'held'],
  ['certificates and time zones', { mounts: [bind('/etc/ssl/certs', readonly), bind('/usr/share/zoneinfo', readonly)] }, 'held'],
  ['kernel modules, read-only', { mounts: [bind('/lib/modules', readonly)] }, 'held'],
  ['kernel modules, writable', { mounts: [bind('/lib/modules/6.1.0')] }, 'broken', /module/],
  ["a service's folder below /etc", { mounts: [bind('/etc/pihole/')] }, 'held'],
  ["a service's logs", { mounts: [bind('/var/log/nginx')] }, 'held'],
  ['/', { mounts: [bind('/')] }, 'broken', /mounts \/ of the host, writable/],
  ['/ in disguise', { mounts: [bind('/home/../')] }, 'broken'],
  ['/etc by default writable', { mounts: [bind('/etc', { readonly: byDefault(false, "Docker's default") })] }, 'broken'],
  ['/var holds the engine', { mounts: [bind('/var')] }, 'broken', /\/var\/lib\/docker/],
  ['a user’s SSH keys', { mounts: [bind('/home/ann/.ssh', readonly)] }, 'broken', /SSH keys/],
  ['known_hosts', { mounts: [bind('~/.ssh/known_hosts', readonly)] }, 'held'],
  ['a socket is engine-socket’s', { mounts: [bind('/var/run/docker.sock'), bind('/run/containerd')] }, 'held'],
  ['its folder is not', { mounts: [bind('/var/run', readonly)] }, 'broken', /sockets take connections/],
  [
    'not resolved, where a control socket belongs: engine-socket asks',
    { mounts: [mount('bind', undefined, '/var/run/docker.sock', { source: unknown('${SOCK} is not set') })] },
    'held',
  ],
  ['source not resolved', { mounts: [mount('bind', undefined, '/data', { source: unknown('${DATA} is not set') })] }, 'unknown'],
  [
    'read-only or not is not known, and it matters',
    { mounts: [bind('/lib/modules', { readonly: unknown('${RO} is not set') })] },
    'unknown',
  ],
  ['read-only or not is not known, and bad anyway', { mounts: [bind('/etc', { readonly: unknown('${RO} is not set') })] }, 'broken'],
  ['hostPath of a folder of data', pod([bind('/data')]), 'broken', /changes what lies there/],
  ['hostPath of a harmless file', pod([bind('/etc/localtime', readonly)]), 'broken', /whichever node/],
  ['a claim', pod([mount('claim', 'data', '/data')]), 'held'],
  ["the kubelet's log link", pod([bind('/var/log')]), 'broken', /log API/],
  ['Windows', { os: at('windows'), mounts: [bind('/')] }, 'inapplicable'],
]);

describe('host-system-mount, how bad', () => {
  const rows = [
    ['/etc', {}, {}, 'critical'],
    ['/etc', readonly, {}, 'high'],
    ['/etc', {}, { process: { user: at({ uid: 1000 }) } }, 'high'],
    ['/etc', {}, { linux: { namespaces: { user: at({ mode: 'private' as const }) } } }, 'high'],
    ['/', readonly, {}, 'critical'],
    ['/var/lib/docker', readonly, {}, 'high'],
    ['/proc', readonly, {}, 'medium'],
    ['/sys', readonly, {}, 'low'],
    ['/var/log', {}, {}, 'medium'],
    ['/var/log', {}, { engine: 'kubernetes' }, 'high'],
    ['/data', {}, { engine: 'kubernetes' }, 'medium'],
    ['/data', readonly, { engine: 'kubernetes' }, 'low'],
  ] as const;
  it.each(rows)('%s %j %j: %s', (path, more, parts, severity) => {
    expect(hostSystemMount.judge(container({ ...parts, mounts: [bind(path, more)] }))).toMatchObject([{ outcome: 'broken', severity }]);
  });
});

describe('host-system-mount, the way out', () => {
  const rows = [
    ['read-only where that is enough', '/lib/modules', 'docker', 'mounts.readonly'],
    ['away where reading is too much', '/etc', 'docker', 'mounts.remove'],
    ['away where no hostPath is allowed', '/lib/modules', 'kubernetes', 'mounts.remove'],
  ] as const;
  it.each(rows)('%s', (_name, path, engine, set) => {
    expect(hostSystemMount.harden(container({ engine, mounts: [bind(path), bind('./data')].slice(0, 1) }))).toMatchObject([{ set }]);
  });
});
