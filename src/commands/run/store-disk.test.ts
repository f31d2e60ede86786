import { hostname, release } from 'node:os';
import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../../test/support/effective-of.ts';
import { numbered, storeDisk } from './store-disk.ts';

const nowhere = '/no/such/folder';
const docker = (more: object = {}) => ({ DockerRootDir: nowhere, Name: hostname(), KernelVersion: release(), ...more });
const podman = (more: object = {}) => ({ store: { graphRoot: nowhere }, host: { hostname: hostname(), kernel: release(), ...more } });

describe('the disk of the engine’s store is not known', () => {
  it.each<['docker' | 'podman', object, RegExp, { rootless?: boolean; here?: boolean }?]>([
    // It gets as far as the folder.
    ['docker', docker(), /no\/such\/folder cannot be looked at/],
    ['podman', podman({ cgroupControllers: ['cpu', 'io'] }), /no\/such\/folder cannot be looked at/],
    ['podman', podman({ cgroupControllers: ['blkio'] }), /no\/such\/folder cannot be looked at/],
    ['docker', docker(), /^Docker without root has no say over disks$/, { rootless: true }],
    ['podman', podman(), /^Podman without root has no say over disks$/, { rootless: true }],
    ['docker', docker(), /another machine/, { here: false }],
    ['docker', docker({ Name: 'docker-desktop' }), /another machine/],
    ['podman', podman({ kernel: '1.0' }), /another machine/],
    [
      'docker',
      docker({ Warnings: ['WARNING: No swap limit support', 'WARNING: No io.max (wbps) support'] }),
      /this kernel cannot limit them/,
    ],
    ['docker', docker({ Warnings: ['WARNING: No blkio throttle.read_bps_device support'] }), /this kernel cannot limit them/],
    ['podman', podman({ cgroupControllers: ['cpu', 'memory'] }), /this kernel cannot limit them/],
  ])('%s %j', (kind, info, because, { rootless = false, here = true } = {}) =>
    expect(storeDisk(kind, info, rootless, here)).toEqual({ because: expect.stringMatching(because) }),
  );
});

it('a runtime is told no numbers of what is no disk', () =>
  expect(() => numbered(effectiveOf('docker run --device-read-bps /dev/null:1m x'))).toThrow('there is no disk /dev/null here'));
