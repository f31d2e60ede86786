import { at, table } from '../../../test/support/table.ts';
import { type Field, unknown, type WrittenContainer } from '../../model/index.ts';
import { probeHost } from './control.ts';

const own = (...hosts: Field<string>[]): WrittenContainer => ({
  name: 'web',
  leads: true,
  security: {},
  hosts: hosts.map((host) => ({ path: 'livenessProbe.httpGet.host', host })),
});

table(probeHost, [
  ['another host', { written: own(at('169.254.169.254')) }, 'broken', /livenessProbe\.httpGet\.host/],
  ['one of two', { written: own(at(''), at('127.0.0.1')) }, 'broken'],
  ['an empty host', { written: own(at('')) }, 'held'],
  ['no host', { written: own() }, 'held'],
  ['not resolved', { written: own(unknown('${X} is to be filled in')) }, 'unknown'],
  ['no pod', {}, 'inapplicable'],
]);
