import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, type Field, type Port, unknown } from '../../model/index.ts';
import { isEveryAddress } from './address.ts';
import { publishedAddress } from './control.ts';

const everywhere = byDefault('0.0.0.0', "Docker's default, and [::]");
const port = (
  inside: string,
  outside: string | undefined = inside,
  hostIp: Field<string> | undefined = everywhere,
  more: Partial<Port> = {},
): Port => ({
  origin: at('').origin,
  containerPort: at(inside),
  ...(outside === undefined ? {} : { hostPort: at(outside) }),
  hostIp,
  published: true,
  ...more,
});

table(publishedAddress, [
  ['no ports', {}, 'held'],
  ['a port that is only documented', { ports: [{ ...port('5432'), published: false }] }, 'held'],
  ['a database', { ports: [port('5432')] }, 'broken', /publishes PostgreSQL \(port 5432\)/],
  ['a database on another port of the host', { ports: [port('5432', '15432')] }, 'broken', /PostgreSQL \(port 15432\)/],
  ['a database behind another port of its own', { ports: [port('1234', '5432')] }, 'broken', /PostgreSQL/],
  ['a database on a port that the engine chooses', { ports: [{ ...port('5432'), hostPort: undefined }] }, 'broken', /PostgreSQL/],
  ['a database on the loopback address', { ports: [port('5432', '5432', at('127.0.0.1'))] }, 'held', /127\.0\.0\.1 only/],
  [
    'on the loopback address of Docker 27',
    { engineVersion: '27.5', ports: [port('5432', '5432', at('127.0.0.1'))] },
    'broken',
    /before 28/,
  ],
  ['on the loopback address of Docker 28', { engineVersion: '28.0', ports: [port('5432', '5432', at('127.0.0.1'))] }, 'held'],
  ['on that of version 6 of Docker 27', { engineVersion: '27.5', ports: [port('5432', '5432', at('::1'))] }, 'held'],
  ['on that of Podman', { engine: 'podman', engineVersion: '5.4', ports: [port('5432', '5432', at('127.0.0.1'))] }, 'held'],
  [
    'on that of a rootless Docker 27',
    { engineVersion: '27.5', engineRootless: true, ports: [port('5432', '5432', at('127.0.0.1'))] },
    'held',
  ],
  [
    'on that of a Docker 27 with userns-remap',
    { engineVersion: '27.5', ports: [port('5432', '5432', at('127.0.0.1'))], linux: { namespaces: { user: at({ mode: 'private' }) } } },
    'broken',
  ],
  ['HTTP on the loopback address of Docker 27', { engineVersion: '27.5', ports: [port('80', '80', at('127.0.0.1'))] }, 'held'],
  ['a database on one address', { ports: [port('5432', '5432', at('192.168.1.5'))] }, 'held'],
  ['a database, 0.0.0.0 written', { ports: [port('5432', '5432', at('0.0.0.0'))] }, 'broken'],
  ['a database, [::] written', { ports: [port('5432', '5432', at('::'))] }, 'broken'],
  ['HTTP', { ports: [port('8080', '80')] }, 'held', /made for everybody/],
  ['HTTPS', { ports: [port('443')] }, 'held'],
  ['any other port', { ports: [port('8080')] }, 'broken', /port 8080 is published on every address/],
  ['a range that holds a database', { ports: [port('27000-27020')] }, 'broken', /MongoDB/],
  ['a range that begins with 80', { ports: [port('80-90')] }, 'broken', /80-90/],
  ['the same number over UDP', { ports: [port('5432', '5432', everywhere, { protocol: at('udp') })] }, 'broken', /port 5432 is published/],
  ['an address that is not resolved', { ports: [port('5432', '5432', unknown('${IP} is not set'))] }, 'unknown'],
  ['HTTP on an address that is not resolved', { ports: [port('80', '80', unknown('${IP} is not set'))] }, 'held'],
  ['-P', { ports: [{ ...port('1'), containerPort: unknown('every port that the image exposes'), hostPort: undefined }] }, 'unknown'],
  ['the network of the host', { ports: [port('5432')], linux: { namespaces: { network: at({ mode: 'host' }) } } }, 'inapplicable'],
  ['a pod', { engine: 'kubernetes', ports: [port('5432')] }, 'inapplicable'],
  ['Windows', { os: at('windows'), ports: [port('5432')] }, 'inapplicable'],
]);

describe('published-address', () => {
  it.each([
    ['5432', 'medium', undefined],
    ['9229', 'high', undefined],
    ['8080', undefined, 'strict'],
  ])('port %s: %s %s', (number, severity, level) => {
    const [verdict] = [publishedAddress.judge(container({ ports: [port(number)] }))].flat();
    expect(verdict).toMatchObject({ outcome: 'broken', ...(severity && { severity }), ...(level && { level }) });
    expect(verdict && 'level' in verdict ? verdict.level : undefined).toBe(level);
  });

  it('has no remedy where the loopback address is written already', () => {
    expect(publishedAddress.harden(container({ engineVersion: '27.5', ports: [port('5432', '5432', at('127.0.0.1'))] }))).toEqual([]);
  });

  it('binds to the loopback address', () => {
    expect(publishedAddress.harden(container({ ports: [port('80'), port('5432', '15432')] }))).toEqual([
      { set: 'ports.hostIp', to: { container: '5432', host: '15432', ip: '127.0.0.1' } },
    ]);
  });

  it.each(['0.0.0.0', '::', '[::]', '0', '', '*', '0:0:0:0:0:0:0:0'])('%s is every address', (address) => {
    expect(isEveryAddress(address)).toBe(true);
  });
  it.each(['127.0.0.1', '::1', '10.0.0.0', '0.0.0.1', 'fe80::'])('%s is not', (address) => expect(isEveryAddress(address)).toBe(false));
});
