import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { hostNetwork } from './control.ts';

table(hostNetwork, [
  ["the host's", { linux: { namespaces: { network: at({ mode: 'host' as const }) } } }, 'broken'],
  ["the host's, by default", { linux: { namespaces: { network: byDefault({ mode: 'host' as const }, 'another line') } } }, 'broken'],
  ['private by default', { linux: { namespaces: { network: byDefault({ mode: 'private' as const }, "Docker's default") } } }, 'held'],
  ['none', { linux: { namespaces: { network: at({ mode: 'none' as const }) } } }, 'held'],
  [
    "another container's is another control's matter",
    { linux: { namespaces: { network: at({ mode: 'shared' as const, with: 'service:vpn' }) } } },
    'held',
  ],
  ['not set', {}, 'held'],
  ['not resolved', { linux: { namespaces: { network: unknown('${MODE} is not set') } } }, 'unknown'],
  ['Windows', { os: at('windows'), linux: { namespaces: { network: at({ mode: 'host' as const }) } } }, 'inapplicable'],
]);
