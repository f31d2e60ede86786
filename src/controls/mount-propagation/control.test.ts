import { describe, expect, it } from 'vitest';
import { bind } from '../../../test/support/mount.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { mountPropagation } from './control.ts';

table(mountPropagation, [
  ['no mounts', {}, 'held'],
  ['not set', { mounts: [bind('/data')] }, 'held'],
  ['private by default', { mounts: [bind('/data', { propagation: byDefault('rprivate', "Docker's default") })] }, 'held'],
  ['one way in', { mounts: [bind('/data', { propagation: at('rslave') })] }, 'held'],
  ['shared', { mounts: [bind('/data', { propagation: at('shared') })] }, 'broken'],
  ['rshared', { mounts: [bind('/data', { propagation: at('rshared') })] }, 'broken', /\/mnt\/it appear on the host/],
  ['shared by default', { mounts: [bind('/data', { propagation: byDefault('shared', 'the mount of the host') })] }, 'broken'],
  ['not resolved', { mounts: [bind('/data', { propagation: unknown('${P} is not set') })] }, 'unknown'],
  ['Windows', { os: at('windows'), mounts: [bind('/data', { propagation: at('shared') })] }, 'inapplicable'],
]);

describe('mount-propagation', () => {
  const mounts = [bind('/data', { propagation: at('rshared') })];
  it.each([
    ['as it is', {}, 'medium'],
    ['with CAP_SYS_ADMIN', { process: { capabilities: { bounding: [at('CAP_SYS_ADMIN')] } } }, 'high'],
    ['privileged', { privileged: at(true) }, 'high'],
  ] as const)('%s', (_name, parts, severity) => {
    expect(mountPropagation.judge(container({ ...parts, mounts }))).toMatchObject([{ severity }]);
  });

  it('keeps the way in', () => {
    expect(mountPropagation.harden(container({ mounts }))).toEqual([
      { set: 'mounts.propagation', to: { destination: '/mnt/it', propagation: 'rslave' } },
    ]);
  });
});
