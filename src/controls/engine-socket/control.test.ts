import { describe, expect, it } from 'vitest';
import { bind, mount } from '../../../test/support/mount.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { unknown } from '../../model/index.ts';
import { engineSocket } from './control.ts';

const socket = '/var/run/docker.sock';

table(engineSocket, [
  ['no mounts', {}, 'held'],
  ['a project folder', { mounts: [bind('./data')] }, 'held'],
  ["Docker's socket", { mounts: [bind(socket)] }, 'broken', /\/var\/run\/docker\.sock of Docker/],
  ['read-only does not help', { mounts: [bind(socket, { readonly: at(true) })] }, 'broken', /read-only does not prevent/],
  ['as /run, with needless slashes', { mounts: [bind('//run/./docker.sock')] }, 'broken'],
  ["a rootless engine's", { mounts: [bind('/run/user/1000/podman/podman.sock')] }, 'broken', /Podman/],
  ["k3s'", { mounts: [bind('/run/k3s/containerd/containerd.sock')] }, 'broken', /containerd/],
  ['the folder kept for it', { mounts: [bind('/run/containerd/')] }, 'broken', /folder of sockets/],
  ["Windows' named pipe", { mounts: [bind('\\\\.\\pipe\\docker_engine')] }, 'broken', /the named pipe .* of Docker/],
  ["Windows' named pipe, with slashes", { mounts: [bind('//./pipe/docker_engine')] }, 'broken', /the named pipe/],
  ["Windows' named pipe, in other letters", { mounts: [bind('//./PIPE/Docker_Engine')] }, 'broken'],
  ["containerd's named pipe", { mounts: [bind('//./pipe/containerd-containerd')] }, 'broken', /of containerd/],
  ["Docker Desktop's engine", { mounts: [bind('//./pipe/dockerDesktopLinuxEngine')] }, 'broken', /of Docker/],
  ['a machine of Podman', { mounts: [bind('//./pipe/podman-machine-default')] }, 'broken', /of Podman/],
  ['another named pipe', { mounts: [bind('//./pipe/app')] }, 'held'],
  ['a file that is called like the pipe', { mounts: [bind('/srv/docker_engine')] }, 'held'],
  ['a pod on Windows', { engine: 'kubernetes', os: at('windows'), mounts: [bind('\\\\.\\pipe\\containerd-containerd')] }, 'broken'],
  ['the system bus', { mounts: [bind('/run/dbus', { readonly: at(true) })] }, 'broken', /as root on the host/],
  ['systemd', { mounts: [bind('/run/systemd/private')] }, 'broken', /systemd/],
  ["the folder above is host-system-mount's", { mounts: [bind('/var/run')] }, 'held'],
  ['a log socket', { mounts: [bind('/dev/log'), bind('/run/systemd/journal/socket')] }, 'held'],
  ['a database socket', { mounts: [bind('/run/mysqld/mysqld.sock')] }, 'held'],
  ['a volume that carries the name', { mounts: [mount('volume', 'docker.sock', '/data')] }, 'held'],
  [
    'not resolved, at its usual place',
    { mounts: [mount('bind', undefined, socket, { source: unknown('${SOCK} is not set') })] },
    'unknown',
  ],
  ['not resolved, elsewhere', { mounts: [mount('bind', undefined, '/data', { source: unknown('${DATA} is not set') })] }, 'held'],
  ['a hostPath', { engine: 'kubernetes', mounts: [bind('/run/containerd/containerd.sock')] }, 'broken'],
  ['a path of Linux on Windows', { os: at('windows'), mounts: [bind(socket)] }, 'held'],
]);

describe('engine-socket', () => {
  it('judges each mount apart, at its own place', () => {
    const verdicts = engineSocket.judge(container({ mounts: [bind(socket), bind('./data'), bind('/run/dbus')] }));
    expect(verdicts).toMatchObject([{ field: { origin: { start: 3 } }, severity: 'critical' }, { severity: 'high' }]);
  });

  it.each([
    ['/run/user/1000/docker.sock', 'high'],
    ['/home/ann/.docker/run/docker.sock', 'high'],
    ['/run/podman/podman.sock', 'critical'],
    ['/srv/elsewhere/docker.sock', 'critical'],
  ])('%s: %s', (path, severity) => {
    expect(engineSocket.judge(container({ mounts: [bind(path)] }))).toMatchObject([{ severity }]);
  });

  it('takes the mount away', () => {
    const patch = engineSocket.harden(container({ mounts: [bind('./data'), bind(socket)] }));
    expect(patch).toEqual([{ set: 'mounts.remove', to: { destination: '/mnt/it' } }]);
  });
});
