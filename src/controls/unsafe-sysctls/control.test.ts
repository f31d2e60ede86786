import { expect, it } from 'vitest';
import { at, container, type Overrides, source, table } from '../../../test/support/table.ts';
import { byDefault, type Field, unknown } from '../../model/index.ts';
import { unsafeSysctls } from './control.ts';

const set = (name: string, value: string | Field<string> = '1', start = 0) => ({
  name,
  origin: { source, start, end: start + 1 },
  value: typeof value === 'string' ? at(value) : value,
});
const sets = (name: string, value?: string | Field<string>): Overrides => ({ linux: { sysctl: [set(name, value)] } });
const onHost = { host: at({ mode: 'host' as const }) };
const pod = { engine: 'kubernetes' } as const;

table(unsafeSysctls, [
  [
    'safe since 1.29, on 1.28',
    { ...pod, engineVersion: '1.28', ...sets('net.ipv4.tcp_fin_timeout', '30') },
    'broken',
    'not one of the safe sysctls of Kubernetes 1.28',
  ],
  [
    'safe since 1.22, on 1.21',
    { ...pod, engineVersion: '1.21', ...sets('net.ipv4.ip_unprivileged_port_start', '0') },
    'broken',
    'not one of the safe sysctls of Kubernetes 1.21',
  ],
  ['safe since 1.22, on 1.22', { ...pod, engineVersion: '1.22', ...sets('net.ipv4.ip_unprivileged_port_start', '0') }, 'held'],
  ['safe since 1.29, on 1.29.1', { ...pod, engineVersion: '1.29.1', ...sets('net.ipv4.tcp_fin_timeout', '30') }, 'held'],
  [
    'another setting behind a plus sign',
    { ...pod, ...sets('kernel.shm_rmid_forced', '1+kernel.core_pattern=|/evil #') },
    'broken',
    'a value that names another setting',
  ],
  ['a value with a sign', { ...pod, ...sets('kernel.shm_rmid_forced', '+1') }, 'held'],
  ['none', {}, 'held'],
  ['what the engine sets itself', sets('net.ipv4.ping_group_range', byDefault('0 2147483647', 'Docker 29 default')), 'held', 'changes no'],
  ['its own port range', sets('net.ipv4.ip_unprivileged_port_start', '80'), 'held'],
  ['its own backlog', sets('net.core.somaxconn', '1024'), 'held'],
  ['its own shared memory', sets('kernel.shmmax', '68719476736'), 'held'],
  ['forwarding, which a host of Docker has anyway', sets('net.ipv4.ip_forward', '1'), 'held'],
  ['its domain name', sets('kernel.domainname', 'example.org'), 'held'],
  ['memory maps of the whole host', sets('vm.max_map_count', '262144'), 'broken', 'belongs to the whole host'],
  ['the core pattern of the host', sets('kernel.core_pattern', '|/evil'), 'broken', 'kernel.core_pattern'],
  ['a name that only looks namespaced', sets('kernel.shm_next_id', '1'), 'broken'],
  [
    'the network of the host',
    { linux: { ...sets('net.core.somaxconn').linux, namespaces: { network: onHost.host } } },
    'broken',
    'network namespace of the host',
  ],
  [
    'the IPC of the host',
    { linux: { ...sets('fs.mqueue.msg_max').linux, namespaces: { ipc: onHost.host } } },
    'broken',
    'ipc namespace of the host',
  ],
  ['loopback opened to neighbours', sets('net.ipv4.conf.eth0.route_localnet', '1'), 'broken', '127.0.0.1'],
  ['the same turned off', sets('net.ipv4.conf.all.route_localnet', '0'), 'held'],
  ['no SYN cookies', sets('net.ipv4.tcp_syncookies', '0'), 'broken', 'SYN floods'],
  ['a value not resolved, that could weaken', sets('net.ipv4.tcp_syncookies', unknown('${X}')), 'unknown'],
  ['a value not resolved, that could not', sets('net.core.somaxconn', unknown('${X}')), 'held'],
  ['pod: safe', { ...pod, ...sets('net.ipv4.tcp_rmem', '1 2 3') }, 'held'],
  ['pod: namespaced but not safe', { ...pod, ...sets('net.core.somaxconn', '1024') }, 'broken', 'not one of the safe'],
  ['pod: of the host', { ...pod, ...sets('kernel.msgmax_', '1') }, 'broken', 'whole host'],
  ['Windows', { os: at('windows'), ...sets('vm.swappiness') }, 'inapplicable'],
]);

it('judges each by itself and takes away only what is unsafe', () => {
  const parts = container({ linux: { sysctl: [set('net.core.somaxconn', '1', 1), set('vm.swappiness', '1', 2)] } });
  expect(unsafeSysctls.judge(parts)).toMatchObject([{ outcome: 'held' }, { outcome: 'broken', origin: { start: 2 } }]);
  expect(unsafeSysctls.harden(parts)).toEqual([{ set: 'linux.sysctl.remove', to: { name: 'vm.swappiness' } }]);
});
