import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { hostIpc } from './control.ts';

table(hostIpc, [
  ["the host's", { linux: { namespaces: { ipc: at({ mode: 'host' as const }) } } }, 'broken'],
  ["the host's, by default", { linux: { namespaces: { ipc: byDefault({ mode: 'host' as const }, 'another line') } } }, 'broken'],
  ['private by default', { linux: { namespaces: { ipc: byDefault({ mode: 'private' as const }, "Docker's default") } } }, 'held'],
  ['none', { linux: { namespaces: { ipc: at({ mode: 'none' as const }) } } }, 'held'],
  [
    "another container's is another control's matter",
    { linux: { namespaces: { ipc: at({ mode: 'shared' as const, with: 'service:vpn' }) } } },
    'held',
  ],
  ['not set', {}, 'held'],
  ['not resolved', { linux: { namespaces: { ipc: unknown('${MODE} is not set') } } }, 'unknown'],
  ['Windows', { os: at('windows'), linux: { namespaces: { ipc: at({ mode: 'host' as const }) } } }, 'inapplicable'],
]);
