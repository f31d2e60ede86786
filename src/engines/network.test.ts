import { describe, expect, it } from 'vitest';
import { effective } from '../../test/support/effective.ts';
import { at, type Overrides } from '../../test/support/table.ts';

describe('network', () => {
  const { origin } = at('');
  const port = { origin, containerPort: at('80'), hostPort: at('8080'), published: true };

  it('a published port listens everywhere, one with an address where it says', () => {
    expect(effective('docker', { ports: [port] }).ports[0]?.hostIp).toMatchObject({
      value: '0.0.0.0',
      from: 'Docker 29 default, and [::]',
    });
    expect(effective('docker', { ports: [{ ...port, hostIp: at('127.0.0.1') }] }).ports[0]?.hostIp).toMatchObject({ value: '127.0.0.1' });
    expect(effective('docker', { ports: [{ origin, containerPort: at('80'), published: false }] }).ports[0]?.hostIp).toBeUndefined();
  });

  it("the host's network makes a pod's ports and host name the node's", () => {
    const view = effective('kubernetes', {
      ports: [{ origin, containerPort: at('80'), published: false }],
      linux: { namespaces: { network: at({ mode: 'host' }, 9) } },
    });
    const because = { from: 'hostNetwork: true', origin: at('', 9).origin };
    expect(view.ports[0]).toMatchObject({ published: true, hostPort: { value: '80', ...because } });
    expect(view.linux.namespaces.uts).toMatchObject({ value: { mode: 'host' }, ...because });
  });

  it('kernel settings of a network namespace of its own', () => {
    const names = (text: string, parts: Overrides = {}) => effective(text, parts).linux.sysctl.map(({ name }) => name);
    const [ping, low] = ['net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start'];
    expect(names('docker')).toEqual([ping, low]);
    expect(names('docker+rootless')).toEqual([low]);
    expect(names('docker', { linux: { namespaces: { network: at({ mode: 'host' }) } } })).toEqual([]);
    expect(names('podman')).toEqual([]);
    const own = { linux: { sysctl: [{ name: low ?? '', origin, value: at('1024') }] } };
    expect(names('docker', own)).toEqual([low, ping]);
  });
});
