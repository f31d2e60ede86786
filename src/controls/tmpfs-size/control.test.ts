import { describe, expect, it } from 'vitest';
import { bind, tmpfs } from '../../../test/support/mount.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { tmpfsSize } from './control.ts';

const limited = { linux: { resources: { memory: { limit: at(1024) } } } };

table(tmpfsSize, [
  ['no tmpfs', { mounts: [bind('./data')] }, 'inapplicable'],
  ['with a size', { mounts: [tmpfs('/tmp', { size: at(1024) })] }, 'held'],
  ['without', { mounts: [tmpfs('/tmp')] }, 'broken', /\/tmp may grow/],
  ['unlimited by default', { mounts: [tmpfs('/tmp', { size: byDefault(-1, "Docker's default") })] }, 'broken'],
  ['zero is no limit', { mounts: [tmpfs('/tmp', { size: at(0) })] }, 'broken'],
  ['bounded by memory', { ...limited, mounts: [tmpfs('/tmp')] }, 'held', /memory limit/],
  [
    'memory not limited',
    { linux: { resources: { memory: { limit: byDefault(-1, "Docker's default") } } }, mounts: [tmpfs('/tmp')] },
    'broken',
  ],
  ['not resolved', { mounts: [tmpfs('/tmp', { size: unknown('${SIZE} is not set') })] }, 'unknown'],
  [
    'memory not resolved',
    { linux: { resources: { memory: { limit: unknown('${MEM} is not set') } } }, mounts: [tmpfs('/tmp')] },
    'unknown',
  ],
  ['an emptyDir in memory', { engine: 'kubernetes', mounts: [tmpfs('/tmp')] }, 'broken'],
  ['Windows', { os: at('windows'), mounts: [tmpfs('/tmp')] }, 'inapplicable'],
]);

describe('tmpfs-size', () => {
  it('gives a size to those without', () => {
    const patch = tmpfsSize.harden(container({ mounts: [tmpfs('/run', { size: at(1) }), tmpfs('/tmp')] }));
    expect(patch).toMatchObject([{ set: 'mounts.options', to: { destination: '/tmp', size: 67108864 } }]);
  });
});
