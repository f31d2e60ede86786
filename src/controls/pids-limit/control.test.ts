import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { pidsLimit } from './control.ts';

table(pidsLimit, [
  ['limited', { linux: { resources: { pids: { limit: at(200) } } } }, 'held', /at most 200/],
  ["Podman's default", { engine: 'podman', linux: { resources: { pids: { limit: byDefault(2048, "Podman's default") } } } }, 'held'],
  ['unlimited in words', { engine: 'podman', linux: { resources: { pids: { limit: at(-1) } } } }, 'broken'],
  ['unlimited by default', { linux: { resources: { pids: { limit: byDefault(-1, "Docker's default") } } } }, 'broken'],
  ['not set', {}, 'broken'],
  ['a pod cannot set it', { engine: 'kubernetes' }, 'inapplicable'],
  ['not resolved', { linux: { resources: { pids: { limit: unknown('${PIDS} is not set') } } } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
