import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { ioLimit } from './control.ts';

table(ioLimit, [
  [
    'a rate',
    { linux: { resources: { blockIO: { throttle: [at({ of: 'write bytes', device: '/dev/sda', rate: 10 })] } } } },
    'held',
    /rate/,
  ],
  [
    'a rate of 0 is none',
    { linux: { resources: { blockIO: { throttle: [at({ of: 'read bytes', device: '/dev/sda', rate: 0 })] } } } },
    'broken',
  ],
  ['a weight', { linux: { resources: { blockIO: { weight: at(10) } } } }, 'held', /weight 10/],
  ['weight 0 is none', { linux: { resources: { blockIO: { weight: at(0) } } } }, 'broken'],
  ['none by default', { linux: { resources: { blockIO: { weight: byDefault(0, "Docker's default") } } } }, 'broken'],
  ['not set', {}, 'broken'],
  ['an empty list', { linux: { resources: { blockIO: { throttle: [] } } } }, 'broken'],
  ['a pod cannot set it', { engine: 'kubernetes' }, 'inapplicable'],
  ['weight not resolved', { linux: { resources: { blockIO: { weight: unknown('${W} is not set') } } } }, 'unknown'],
  ['rate not resolved', { linux: { resources: { blockIO: { throttle: [unknown('${R} is not set')] } } } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
