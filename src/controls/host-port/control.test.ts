import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, type Port, unknown } from '../../model/index.ts';
import { hostPort } from './control.ts';

const pod = { engine: 'kubernetes', surface: 'kubernetes' } as const;
const port = (more: Partial<Port> = {}): Port => ({ origin: at('').origin, containerPort: at('8080'), published: false, ...more });

table(hostPort, [
  ['no ports', { ...pod }, 'held'],
  ['a containerPort', { ...pod, ports: [port()] }, 'held'],
  ['a hostPort', { ...pod, ports: [port({ hostPort: at('80'), published: true })] }, 'broken', /opens port 80 of the node/],
  ['brought by hostNetwork', { ...pod, ports: [port({ hostPort: byDefault('8080', 'hostNetwork: true') })] }, 'broken', /8080/],
  ['on the loopback address', { ...pod, ports: [port({ hostPort: at('80'), hostIp: at('127.0.0.1') })] }, 'broken', /loopback/],
  ['not resolved', { ...pod, ports: [port({ hostPort: unknown('a template') })] }, 'unknown'],
  ["Docker's published port", { ports: [port({ hostPort: at('80'), published: true })] }, 'inapplicable'],
  ['Windows', { ...pod, os: at('windows'), ports: [port({ hostPort: at('80') })] }, 'inapplicable'],
]);

describe('host-port', () => {
  it('judges each port apart', () => {
    const ports = [port({ hostPort: at('80') }), port(), port({ hostPort: at('443'), hostIp: at('127.0.0.1') })];
    expect(hostPort.judge(container({ ...pod, ports }))).toMatchObject([{ outcome: 'broken' }, { outcome: 'broken', severity: 'low' }]);
  });

  it('takes the port away, or the network of the host that brings it', () => {
    const ports = [port({ hostPort: at('80') }), port({ hostPort: byDefault('8080', 'hostNetwork: true') })];
    expect(hostPort.harden(container({ ...pod, ports }))).toEqual([
      { set: 'ports.hostPort.remove', to: { container: '8080' } },
      { set: 'linux.namespaces.network', to: { mode: 'private' } },
    ]);
  });
});
