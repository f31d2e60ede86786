import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { hostUts } from './control.ts';

table(hostUts, [
  ["the host's", { linux: { namespaces: { uts: at({ mode: 'host' as const }) } } }, 'broken'],
  [
    "the host's, by default",
    { engine: 'kubernetes', linux: { namespaces: { uts: byDefault({ mode: 'host' as const }, 'another line') } } },
    'broken',
  ],
  ['private by default', { linux: { namespaces: { uts: byDefault({ mode: 'private' as const }, "Docker's default") } } }, 'held'],
  ['a pod has no word for it', { engine: 'kubernetes' }, 'inapplicable'],
  ['not resolved', { linux: { namespaces: { uts: unknown('${MODE} is not set') } } }, 'unknown'],
  ['Windows', { os: at('windows'), linux: { namespaces: { uts: at({ mode: 'host' as const }) } } }, 'inapplicable'],
]);
