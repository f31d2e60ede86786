import { describe, expect, it } from 'vitest';
import { bind, tmpfs } from '../../../test/support/mount.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { tmpfsOptions } from './control.ts';

const engineOptions = ['noexec', 'nosuid', 'nodev'].map((option) => byDefault(option, "Docker's default"));

table(tmpfsOptions, [
  ['no tmpfs', { mounts: [bind('./data')] }, 'inapplicable'],
  ["the engine's options", { mounts: [tmpfs('/tmp', { options: engineOptions })] }, 'held'],
  ['exec written', { mounts: [tmpfs('/tmp', { options: [...engineOptions.slice(1), at('exec')] })] }, 'broken', /programs work/],
  ['exec written after noexec', { mounts: [tmpfs('/tmp', { options: [...engineOptions, at('exec')] })] }, 'broken'],
  ['noexec written after exec', { mounts: [tmpfs('/tmp', { options: [at('exec'), ...engineOptions] })] }, 'held'],
  ['no options at all', { mounts: [tmpfs('/tmp')] }, 'broken', /programs, set-uid bits, device files/],
  ['none by default', { mounts: [tmpfs('/tmp', { options: [byDefault('exec', 'another engine')] })] }, 'broken'],
  ['not resolved', { mounts: [tmpfs('/tmp', { options: [unknown('${OPTS} is not set')] })] }, 'unknown'],
  ['an emptyDir has no options', { engine: 'kubernetes', mounts: [tmpfs('/tmp')] }, 'inapplicable'],
  ['Windows', { os: at('windows'), mounts: [tmpfs('/tmp')] }, 'inapplicable'],
]);

describe('tmpfs-options', () => {
  const mounts = [tmpfs('/tmp', { options: engineOptions }), tmpfs('/run', { options: [at('exec', 7)] })];

  it('judges each tmpfs apart, at the word that opens it', () => {
    expect(tmpfsOptions.judge(container({ mounts }))).toMatchObject([
      { outcome: 'held' },
      { outcome: 'broken', field: { origin: { start: 7 } } },
    ]);
  });

  it('closes only what is open', () => {
    expect(tmpfsOptions.harden(container({ mounts }))).toEqual([
      { set: 'mounts.options', to: { destination: '/run', options: ['noexec', 'nosuid', 'nodev'] } },
    ]);
  });
});
