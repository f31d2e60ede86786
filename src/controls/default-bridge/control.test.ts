import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { defaultBridge } from './control.ts';

const command = { surface: 'run-command' } as const;
const own = { linux: { namespaces: { network: byDefault({ mode: 'private' as const }, "Docker's default") } } };
const mode = (name: 'host' | 'none' | 'shared') => ({ ...command, linux: { namespaces: { network: at({ mode: name }) } } });

table(defaultBridge, [
  ['docker run names no network', { ...command, ...own }, 'broken', /default bridge/],
  ['docker run --network bridge', { ...command, ...own, networks: [at('bridge')] }, 'broken'],
  ['a network of its own', { ...command, ...own, networks: [at('shop')] }, 'held', /shop/],
  ["the network of the host is host-network's", mode('host'), 'held'],
  ['no network', mode('none'), 'held'],
  ['that of another container', mode('shared'), 'held'],
  ['a compose project', own, 'held'],
  ['network_mode: bridge', { ...own, networks: [at('bridge')] }, 'broken'],
  ['a network that is not resolved', { ...command, ...own, networks: [unknown('${NET} is not set')] }, 'unknown'],
  ['a mode that is not resolved', { ...command, linux: { namespaces: { network: unknown('${NET} is not set') } } }, 'unknown'],
  ['Podman', { ...command, ...own, engine: 'podman' }, 'inapplicable'],
  ['a pod', { ...own, engine: 'kubernetes' }, 'inapplicable'],
  ['Windows', { ...command, ...own, os: at('windows') }, 'inapplicable'],
]);
