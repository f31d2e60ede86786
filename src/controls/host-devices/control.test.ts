import { describe, expect, it } from 'vitest';
import { at, container, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, type Device, unknown } from '../../model/index.ts';
import { hostDevices } from './control.ts';

const given = (path: string, permissions?: string): Overrides => {
  const device: Device = permissions === undefined ? { path } : { path, permissions };
  return { linux: { devices: [at(device)] } };
};

table(hostDevices, [
  ['none', {}, 'held'],
  ['an empty list', { linux: { devices: [] } }, 'held'],
  ['one that every container has', given('/dev/null'), 'held'],
  ['raw block storage of a claim', given('persistentVolumeClaim/data'), 'held'],
  ['a disk', given('/dev/sda'), 'broken', '/dev/sda is a disk of the host'],
  ['a GPU', given('/dev/dri/renderD128'), 'broken', 'is given the device /dev/dri'],
  ['a CDI name', given('nvidia.com/gpu=all'), 'broken', /devices of the host \(nvidia/],
  ['every device', { linux: { devices: [byDefault({ path: '/dev/*' }, 'privileged: true', at(1).origin)] } }, 'broken', 'every device'],
  ['not resolved', { linux: { devices: [unknown('${DEV}')] } }, 'unknown'],
  ['Windows', { os: at('windows'), ...given('/dev/sda') }, 'inapplicable'],
]);

describe('host-devices: severity', () => {
  it.each([
    ['/dev/sda', undefined, 'critical'],
    ['/dev/nvme0n1p2', 'rw', 'critical'],
    ['/dev/mapper/root', 'r', 'high'],
    ['/dev/sda', 'm', 'low'],
    ['/dev/mem', undefined, 'critical'],
    ['/dev/*', undefined, 'critical'],
    ['/dev', undefined, 'critical'],
    ['/dev/kmsg', undefined, 'medium'],
    ['/dev/input/event0', undefined, 'medium'],
    ['/dev/net/tun', undefined, 'low'],
    ['/dev/sound', undefined, 'low'],
    ['/dev/memory-like', undefined, 'low'],
  ] as const)('%s %s', (path, permissions, severity) => {
    expect(hostDevices.judge(container(given(path, permissions)))).toMatchObject([{ severity }]);
  });
});

it('host-devices: takes away each that was given, and not what a line brought about', () => {
  const devices = [at({ path: '/dev/fuse' }), at({ path: '/dev/null' }), byDefault({ path: '/dev/*' }, 'privileged: true')];
  expect(hostDevices.harden(container({ linux: { devices } }))).toEqual([{ set: 'linux.devices.remove', to: { path: '/dev/fuse' } }]);
});

it('host-devices: root of a user namespace meets the permissions of the file', () => {
  const user = { namespaces: { user: at({ mode: 'private' as const }) } };
  const judged = (path: string) => hostDevices.judge(container({ linux: { ...user, devices: [at({ path })] } }));
  expect(judged('/dev/sda')).toMatchObject([{ severity: 'medium', detail: expect.stringContaining('may open it') }]);
  expect(judged('/dev/fuse')).toMatchObject([{ severity: 'low' }]);
});
