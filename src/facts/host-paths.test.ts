import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineKinds } from '../model/index.ts';
import { controlSocketAt } from './control-sockets.ts';
import { canonicalPath, isWithin } from './host-path.ts';
import { systemPaths } from './host-path-table.ts';
import { exposureOf } from './host-paths.ts';

describe('canonicalPath', () => {
  it.each([
    ['/etc', '/etc'],
    ['/etc/', '/etc'],
    ['//etc//x/./y/..', '/etc/x'],
    ['/../..', '/'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/var/running', '/var/running'],
    ['/var/run', '/run'],
    ['./data/', './data/'],
    ['~/.ssh', '~/.ssh'],
  ])('%s → %s', (path, expected) => {
    expect(canonicalPath(path)).toBe(expected);
  });

  it('is the same when done twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('var', 'run', '..', '.', '', 'etc')), (parts) => {
        const once = canonicalPath(`/${parts.join('/')}`);
        return canonicalPath(once) === once;
      }),
    );
  });
});

describe('isWithin', () => {
  it.each([
    ['/etc', '/etc', true],
    ['/etc/x', '/etc', true],
    ['/etcetera', '/etc', false],
    ['/x', '/', true],
  ])('%s in %s: %s', (path, folder, expected) => {
    expect(isWithin(path, folder)).toBe(expected);
  });
});

describe('systemPaths', () => {
  it.each(Object.keys(systemPaths))('%s is canonical, judged by its own row, and not a control socket', (path) => {
    const row = systemPaths[path];
    expect(canonicalPath(path)).toBe(path);
    expect(controlSocketAt(path)).toBeUndefined();
    expect(path.split('/').length).toBeLessThanOrEqual(9);
    if (path !== '/root') expect(exposureOf(path, false, 'docker')).toEqual(row?.readOnly);
  });
});

describe('exposureOf', () => {
  it.each([
    ['a folder above tells what it holds', '/var/lib', 'podman', '/var/lib/containers'],
    ['only what is there on this engine', '/opt', 'kubernetes', '/opt/cni/bin'],
    ['below a tree', '/etc/kubernetes/pki/ca.key', 'docker', "node's credentials|static pods"],
    ['credentials of a user', '/home/ann/.aws/credentials', 'docker', 'AWS'],
    ["a user's session", '/run/user/1000', 'podman', 'session'],
    ["a user's bus", '/run/user/1000/bus', 'podman', 'session'],
    ["root's keys", '/root/.ssh', 'docker', 'opens this account'],
  ] as const)('%s: %s', (_name, path, engine, what) => {
    expect(exposureOf(path, true, engine)?.what).toMatch(new RegExp(what));
  });

  it.each([
    '/opt',
    '/rootfs',
    '/home2',
    '/etcd',
    '/homes/.ssh',
    '/usr/share/doc',
    '/var/lib/mysql',
    '/dev/dri',
    '/run/user/1000/wayland-0',
    '/run/user/1000/pulse/native',
    './etc',
    'etc',
    '',
  ])('%s gives nothing away on Docker', (path) => {
    expect(exposureOf(path, true, 'docker')).toBeUndefined();
  });

  it('never throws and is never worse read-only than writable', () => {
    const order = ['low', 'medium', 'high', 'critical'];
    const rank = (severity: string | undefined): number => (severity === undefined ? -1 : order.indexOf(severity));
    const parts = fc.array(
      fc.constantFrom('etc', 'var', 'lib', 'docker', 'run', 'home', 'ann', '.ssh', '..', '', 'root', 'constructor', '__proto__'),
    );
    fc.assert(
      fc.property(parts, fc.constantFrom(...engineKinds), (names, engine) => {
        const path = `/${names.join('/')}`;
        expect(rank(exposureOf(path, false, engine)?.severity)).toBeLessThanOrEqual(rank(exposureOf(path, true, engine)?.severity));
      }),
    );
  });

  it('takes linear time', () => {
    expect(exposureOf('/a'.repeat(500_000), true, 'docker')).toBeUndefined();
    expect(controlSocketAt('/run'.repeat(250_000))).toBeUndefined();
  });
});
