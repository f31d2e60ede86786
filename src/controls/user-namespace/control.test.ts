import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { userNamespace } from './control.ts';

table(userNamespace, [
  ['its own', { linux: { namespaces: { user: at({ mode: 'private' }) } } }, 'held'],
  ['a rootless engine', { linux: { namespaces: { user: byDefault({ mode: 'private' }, 'rootless engine') } } }, 'held'],
  ['that of the host', { linux: { namespaces: { user: at({ mode: 'host' }) } } }, 'broken', 'root on the host'],
  ['by default that of the host', { linux: { namespaces: { user: byDefault({ mode: 'host' }, 'Docker 29 default') } } }, 'broken'],
  ['none is set', {}, 'broken'],
  ['that of another container', { linux: { namespaces: { user: at({ mode: 'shared', with: 'db' }) } } }, 'unknown', 'of db'],
  ['not resolved', { linux: { namespaces: { user: unknown('${NS}') } } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it('has no remedy at a container of Docker that says nothing', () => {
  expect(userNamespace.harden(container())).toEqual([]);
  const written = { linux: { namespaces: { user: at({ mode: 'host' as const }) } } };
  expect(userNamespace.harden(container(written))).toHaveLength(1);
  expect(userNamespace.harden(container({ engine: 'podman' }))).toHaveLength(1);
});

it('leaves the namespaces of the node in a pod, which Kubernetes refuses beside a user namespace', () => {
  const namespaces = { pid: at({ mode: 'host' as const }), network: at({ mode: 'private' as const }) };
  expect(userNamespace.harden(container({ engine: 'kubernetes', linux: { namespaces } }))).toEqual([
    { set: 'linux.namespaces.user', to: { mode: 'private' } },
    { set: 'linux.namespaces.pid', to: { mode: 'private' } },
  ]);
  expect(userNamespace.harden(container({ engine: 'podman', linux: { namespaces } }))).toHaveLength(1);
});
