import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, type Field, type Rlimit, unknown } from '../../model/index.ts';
import { ulimits } from './control.ts';

const limit = (type: string, hard: Field<number>): Rlimit => ({ type, soft: hard, hard });
const core = limit('core', at(0));

table(ulimits, [
  ['core off', { process: { rlimits: [core] } }, 'held'],
  ['nothing set', {}, 'broken', /nothing is set for core/],
  ['core unlimited', { process: { rlimits: [limit('core', at(-1))] } }, 'broken'],
  ['core unlimited by default', { process: { rlimits: [limit('core', byDefault(-1, "Docker's default"))] } }, 'broken'],
  ['files unlimited', { process: { rlimits: [core, limit('nofile', at(-1))] } }, 'broken', /open files/],
  ['processes unlimited', { process: { rlimits: [core, limit('nproc', at(-1))] } }, 'broken', /processes/],
  [
    'processes unlimited by default are for pids-limit',
    { process: { rlimits: [core, limit('nproc', byDefault(-1, "Docker's default"))] } },
    'held',
  ],
  ['files unlimited by default', { process: { rlimits: [core, limit('nofile', byDefault(-1, "Docker's default"))] } }, 'broken'],
  ['files limited', { process: { rlimits: [core, limit('nofile', at(65536))] } }, 'held'],
  ['memory lock is not judged', { process: { rlimits: [core, limit('memlock', at(-1))] } }, 'held'],
  ['the last one counts', { process: { rlimits: [limit('core', at(-1)), core] } }, 'held'],
  ['not resolved', { process: { rlimits: [core, limit('nofile', unknown('${N} is not set'))] } }, 'unknown'],
  ['a pod cannot set them', { engine: 'kubernetes' }, 'inapplicable'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

describe('ulimits', () => {
  it('changes only what is open', () => {
    const patch = ulimits.harden(container({ process: { rlimits: [core, limit('nofile', at(-1))] } }));
    expect(patch).toEqual([{ set: 'process.rlimits', to: { type: 'nofile', soft: 1024, hard: 65_536 } }]);
  });
});
