import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { netRaw } from './control.ts';

table(netRaw, [
  ['dropped', { process: { capabilities: { bounding: [at('CAP_CHOWN')] } } }, 'held'],
  ['added', { process: { capabilities: { bounding: [at('CAP_NET_RAW')] } } }, 'broken', 'forged packets'],
  ['in the default set', { process: { capabilities: { bounding: [byDefault('CAP_NET_RAW', 'Docker 29 default')] } } }, 'broken'],
  ['ALL', { process: { capabilities: { bounding: [at('ALL')] } } }, 'broken'],
  ['not resolved', { process: { capabilities: { bounding: [at('CAP_CHOWN'), unknown('${CAP}')] } } }, 'unknown'],
  ['not resolved, but there', { process: { capabilities: { bounding: [unknown('${CAP}'), at('CAP_NET_RAW')] } } }, 'broken'],
  ['not known', {}, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it('takes away what was added, or drops what was given', () => {
  expect(netRaw.harden(container())).toEqual([{ set: 'process.capabilities.drop', to: ['CAP_NET_RAW'] }]);
  const added = container({ process: { capabilities: { add: [at('CAP_NET_RAW')] } } });
  expect(netRaw.harden(added)).toEqual([{ set: 'process.capabilities.remove', to: ['CAP_NET_RAW'] }]);
});
