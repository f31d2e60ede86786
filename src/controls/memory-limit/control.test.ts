import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { memoryLimit } from './control.ts';

table(memoryLimit, [
  ['limited', { linux: { resources: { memory: { limit: at(536870912) } } } }, 'held', /512 MiB/],
  ['unlimited in words', { linux: { resources: { memory: { limit: at(-1) } } } }, 'broken'],
  ['unlimited by default', { linux: { resources: { memory: { limit: byDefault(-1, "Docker's default") } } } }, 'broken'],
  ['not set', {}, 'broken'],
  ['a reservation is no limit', { linux: { resources: { memory: { reservation: at(536870912) } } } }, 'broken'],
  ['not resolved', { linux: { resources: { memory: { limit: unknown('${MEM} is not set') } } } }, 'unknown'],
  ['an init container needs one too', { engine: 'kubernetes', role: 'init' }, 'broken'],
  ['an ephemeral container cannot have one', { engine: 'kubernetes', role: 'ephemeral' }, 'inapplicable'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
