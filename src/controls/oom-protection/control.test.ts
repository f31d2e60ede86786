import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { oomProtection } from './control.ts';

const off = { linux: { resources: { memory: { disableOOMKiller: at(true) } } } };

table(oomProtection, [
  ['nothing set', {}, 'held'],
  ['killer on', { linux: { resources: { memory: { disableOOMKiller: at(false) } } } }, 'held'],
  ['killer off, no limit', off, 'broken', /can hang the host/],
  [
    'killer off, with a limit',
    { linux: { resources: { memory: { disableOOMKiller: at(true), limit: at(1024) } } } },
    'broken',
    /at its memory limit/,
  ],
  ['a positive score', { process: { oomScoreAdj: at(500) } }, 'held'],
  ['the usual score by default', { process: { oomScoreAdj: byDefault(0, "Docker's default") } }, 'held'],
  ['a negative score', { process: { oomScoreAdj: at(-500) } }, 'broken', /score -500/],
  ['never', { process: { oomScoreAdj: at(-1000) } }, 'broken', /never killed/],
  ['negative by default', { process: { oomScoreAdj: byDefault(-900, 'the engine') } }, 'broken'],
  ['not resolved', { process: { oomScoreAdj: unknown('${SCORE} is not set') } }, 'unknown'],
  ['killer not resolved', { linux: { resources: { memory: { disableOOMKiller: unknown('${OOM} is not set') } } } }, 'unknown'],
  ['Kubernetes derives it', { engine: 'kubernetes', process: { oomScoreAdj: byDefault(-997, 'the kubelet') } }, 'inapplicable'],
  ['Windows', { os: at('windows'), ...off }, 'inapplicable'],
]);

describe('oom-protection', () => {
  it('changes only what is wrong', () => {
    expect(oomProtection.harden(container(off))).toEqual([{ set: 'linux.resources.memory.disableOOMKiller', to: false }]);
    expect(oomProtection.harden(container({ process: { oomScoreAdj: at(-1) } }))).toEqual([{ set: 'process.oomScoreAdj', to: 0 }]);
  });
});
