import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { hostCgroupNamespace } from './control.ts';

table(hostCgroupNamespace, [
  ["the host's", { linux: { namespaces: { cgroup: at({ mode: 'host' as const }) } } }, 'broken'],
  [
    "the host's, by default",
    { engine: 'kubernetes', linux: { namespaces: { cgroup: byDefault({ mode: 'host' as const }, 'another line') } } },
    'broken',
  ],
  ['private by default', { linux: { namespaces: { cgroup: byDefault({ mode: 'private' as const }, "Docker's default") } } }, 'held'],
  ['a pod has no word for it', { engine: 'kubernetes' }, 'inapplicable'],
  ['not resolved', { linux: { namespaces: { cgroup: unknown('${MODE} is not set') } } }, 'unknown'],
  ['Windows', { os: at('windows'), linux: { namespaces: { cgroup: at({ mode: 'host' as const }) } } }, 'inapplicable'],
]);
