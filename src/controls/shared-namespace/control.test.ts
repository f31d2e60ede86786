import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { unknown } from '../../model/index.ts';
import { sharedNamespace } from './control.ts';

const shared = (other: string) => at({ mode: 'shared' as const, with: other });

table(sharedNamespace, [
  ['nothing set', {}, 'held'],
  ['pid of a container', { linux: { namespaces: { pid: shared('container:db') } } }, 'broken', /container:db/],
  ['network of a service', { linux: { namespaces: { network: shared('service:vpn') } } }, 'broken', /service:vpn/],
  ['ipc of a container', { linux: { namespaces: { ipc: shared('container:db') } } }, 'broken'],
  ['shareable, which nobody has joined here', { linux: { namespaces: { ipc: at({ mode: 'shareable' as const }) } } }, 'held'],
  [
    'shareProcessNamespace',
    { engine: 'kubernetes', linux: { namespaces: { pid: shared('pod') } } },
    'broken',
    /every container of the pod/,
  ],
  [
    'network and ipc of a pod are what a pod is',
    { engine: 'kubernetes', linux: { namespaces: { network: shared('pod'), ipc: shared('pod') } } },
    'held',
  ],
  ['network of a Podman pod likewise', { engine: 'podman', linux: { namespaces: { network: shared('pod:web') } } }, 'held'],
  ["the host's is another control's matter", { linux: { namespaces: { pid: at({ mode: 'host' as const }) } } }, 'held'],
  ['not resolved', { linux: { namespaces: { pid: unknown('${X} is not set') } } }, 'unknown'],
  ['Windows', { os: at('windows'), linux: { namespaces: { pid: shared('container:db') } } }, 'inapplicable'],
]);

describe('shared-namespace, several at once', () => {
  const both = container({ linux: { namespaces: { pid: shared('container:db'), network: shared('container:db') } } });

  it('judges each apart', () => {
    expect(sharedNamespace.judge(both)).toMatchObject([{ severity: 'medium' }, { severity: 'low' }]);
  });

  it('makes each private', () => {
    expect(sharedNamespace.harden(both).map(({ set }) => set)).toEqual(['linux.namespaces.pid', 'linux.namespaces.network']);
  });
});
