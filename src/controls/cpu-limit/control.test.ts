import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { cpuLimit } from './control.ts';

table(cpuLimit, [
  ['a quota', { linux: { resources: { cpu: { quota: at(50_000), period: at(100_000) } } } }, 'held', /0\.5 processors/],
  ['a quota of the usual period', { linux: { resources: { cpu: { quota: at(200_000) } } } }, 'held', /2 processors/],
  ['a set of processors', { linux: { resources: { cpu: { cpus: at('0-1') } } } }, 'held', /0-1/],
  ['unlimited in words', { linux: { resources: { cpu: { quota: at(-1) } } } }, 'broken'],
  ['unlimited by default', { linux: { resources: { cpu: { quota: byDefault(-1, "Docker's default") } } } }, 'broken'],
  ['not set', {}, 'broken'],
  ['shares are no limit', { linux: { resources: { cpu: { shares: at(512) } } } }, 'broken'],
  ['not resolved', { linux: { resources: { cpu: { quota: unknown('${CPUS} is not set') } } } }, 'unknown'],
  ['an ephemeral container cannot have one', { engine: 'kubernetes', role: 'ephemeral' }, 'inapplicable'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
