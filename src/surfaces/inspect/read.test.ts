import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bare, pick } from '../../../test/support/bare.ts';
import { claims } from './claims.ts';
import { reader } from './read.ts';

const parse = (text: string) => reader.read({ path: 'container:web', text }, { load: () => undefined, env: {} });

interface Parts {
  readonly host?: object;
  readonly config?: object;
  readonly whole?: object;
}

const docker = ({ host, config, whole }: Parts) =>
  JSON.stringify({
    Id: 'ab'.repeat(32),
    Name: '/web',
    State: {},
    Config: { User: '', Env: [], ...config },
    HostConfig: { ...host },
    ...whole,
  });
const podman = (parts: Parts) => docker({ ...parts, whole: { OCIRuntime: 'runc', BoundingCaps: [], EffectiveCaps: null, ...parts.whole } });
const h = (host: object): Parts => ({ host });
const commanded = (...words: string[]): object => ({ CreateCommand: ['podman', 'run', ...words, 'img', 'sh', '--ipc', 'host'] });

type Row = readonly [parts: Parts, way: string, expected: unknown];

const ofBoth: Row[] = [
  [{}, 'name', 'web'],
  [{}, 'id', 'container:web#web'],
  [{ whole: { Name: '' } }, 'name', 'abababababab'],
  [{ config: { Image: 'nginx:1' } }, 'image.reference', 'nginx:1'],
  [{ config: { User: '' } }, 'process.user', { uid: 0 }],
  [{ config: { User: '1000:5' } }, 'process.user', { uid: 1000 }],
  [{ config: { User: '1000:5' } }, 'process.group', { gid: 5 }],
  [{ config: { User: 'app' } }, 'process.user', { name: 'app' }],
  [h({ GroupAdd: ['5', 'x'] }), 'process.additionalGroups', [{ gid: 5 }, { name: 'x' }]],
  [{ whole: { Path: '/a', Args: ['b', 'c'] } }, 'process.args', ['/a', 'b', 'c']],
  [
    { config: { Env: ['A=1=2', 'broken', 'T=*******'] } },
    'process.env',
    [
      { name: 'A', value: '1=2' },
      { name: 'T', from: 'secret' },
    ],
  ],
  [{ config: { Healthcheck: { Test: ['CMD-SHELL', 'x'] } } }, 'healthcheck', { disabled: false, test: ['CMD-SHELL', 'x'] }],
  [{ config: { Healthcheck: { Test: ['NONE'] } } }, 'healthcheck', { disabled: true }],
  [{ config: { Labels: { 'com.docker.compose.project': 'shop' } } }, 'group', 'shop'],
  [{ whole: { Platform: 'windows' } }, 'os', 'windows'],
  [h({ Privileged: true }), 'privileged', true],
  [h({ ReadonlyRootfs: true }), 'root.readonly', true],
  [h({ SecurityOpt: ['no-new-privileges'] }), 'process.noNewPrivileges', true],
  [h({ SecurityOpt: ['no-new-privileges:false'] }), 'process.noNewPrivileges', false],
  [h({ SecurityOpt: [] }), 'process.noNewPrivileges', undefined],
  [h({ SecurityOpt: ['seccomp=unconfined'] }), 'linux.seccomp', { profile: 'unconfined' }],
  [h({ SecurityOpt: ['seccomp:unconfined'] }), 'linux.seccomp', { profile: 'unconfined' }],
  [h({ SecurityOpt: ['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'] }), 'linux.seccomp', { profile: 'custom' }],
  [h({ SecurityOpt: ['apparmor=unconfined'] }), 'process.apparmor', { profile: 'unconfined' }],
  [{ whole: { AppArmorProfile: 'docker-default' } }, 'process.apparmor', { profile: 'default' }],
  [{ whole: { AppArmorProfile: 'containers-default-0.50.1' } }, 'process.apparmor', { profile: 'default' }],
  [{ whole: { AppArmorProfile: 'mine' } }, 'process.apparmor', { profile: 'named', name: 'mine' }],
  [{ whole: { AppArmorProfile: 'unconfined' }, host: { Privileged: true } }, 'process.apparmor', undefined],
  [h({ SecurityOpt: ['label=disable'] }), 'process.selinux', { disabled: true }],
  [h({ SecurityOpt: ['label=disable'], PidMode: 'host' }), 'process.selinux', undefined],
  [h({ SecurityOpt: ['label=disable'], Privileged: true }), 'process.selinux', undefined],
  [h({ SecurityOpt: ['label=type:spc_t', 'label=level:s0'] }), 'process.selinux', { disabled: false, type: 'spc_t', level: 's0' }],
  [{ whole: { ProcessLabel: 'u:r:t:s0:c1,c2' } }, 'process.selinux.level', 's0:c1,c2'],
  [h({ PidMode: 'host' }), 'linux.namespaces.pid', { mode: 'host' }],
  [h({ PidMode: '', UTSMode: '', UsernsMode: '' }), 'linux.namespaces', {}],
  [h({ PidMode: 'container:abc' }), 'linux.namespaces.pid', { mode: 'shared', with: 'container:abc' }],
  [h({ NetworkMode: 'host' }), 'linux.namespaces.network', { mode: 'host' }],
  [h({ NetworkMode: 'mine' }), 'linux.namespaces.network', { mode: 'private' }],
  [h({ NetworkMode: 'mine' }), 'networks', ['mine']],
  [h({ NetworkMode: 'none' }), 'networks', undefined],
  [{ host: { NetworkMode: 'a' }, whole: { NetworkSettings: { Networks: { a: {}, b: {} } } } }, 'networks', ['a', 'b']],
  [h({ NetworkMode: 'default' }), 'networks', ['bridge']],
  [h({ IpcMode: 'shareable' }), 'linux.namespaces.ipc', { mode: 'shareable' }],
  [h({ UsernsMode: 'host' }), 'linux.namespaces.user', { mode: 'host' }],
  [h({ Memory: 0, MemorySwap: 0 }), 'linux.resources.memory', { limit: -1 }],
  [
    h({ Memory: 5, MemorySwap: -1, MemoryReservation: 3, OomKillDisable: true }),
    'linux.resources.memory',
    { limit: 5, swap: -1, reservation: 3, disableOOMKiller: true },
  ],
  [h({ NanoCpus: 500000000 }), 'linux.resources.cpu', { quota: 50000, period: 100000 }],
  [h({ NanoCpus: 0, CpuQuota: 0, CpuPeriod: 0, CpuShares: 0, CpusetCpus: '' }), 'linux.resources.cpu', { quota: -1 }],
  [
    h({ CpuQuota: 20000, CpuPeriod: 50000, CpuShares: 2, CpusetCpus: '0-1' }),
    'linux.resources.cpu',
    { quota: 20000, period: 50000, shares: 2, cpus: '0-1' },
  ],
  [h({ PidsLimit: null }), 'linux.resources.pids', undefined],
  [h({ PidsLimit: 0 }), 'linux.resources.pids', { limit: -1 }],
  [h({ PidsLimit: 50 }), 'linux.resources.pids', { limit: 50 }],
  [h({ BlkioWeight: 0 }), 'linux.resources.blockIO', undefined],
  [
    h({ BlkioWeight: 10, BlkioDeviceReadBps: [{ Path: '/dev/sda', Rate: 9 }] }),
    'linux.resources.blockIO',
    { weight: 10, throttle: [{ of: 'read bytes', device: '/dev/sda', rate: 9 }] },
  ],
  [
    h({
      Ulimits: [
        { Name: 'RLIMIT_NOFILE', Soft: 1, Hard: 2 },
        { Name: 'core', Soft: -1, Hard: -1 },
      ],
    }),
    'process.rlimits',
    [
      { type: 'nofile', soft: 1, hard: 2 },
      { type: 'core', soft: -1, hard: -1 },
    ],
  ],
  [h({ OomScoreAdj: -5 }), 'process.oomScoreAdj', -5],
  [
    h({ Devices: [{ PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'r' }] }),
    'linux.devices',
    [{ path: '/dev/a', containerPath: '/dev/b', permissions: 'r' }],
  ],
  [h({ Devices: [{ PathOnHost: '/dev/a', PathInContainer: '/dev/a', CgroupPermissions: '' }] }), 'linux.devices', [{ path: '/dev/a' }]],
  [h({ DeviceCgroupRules: ['c 189:* rwm'] }), 'linux.devices', [{ path: 'c 189:*', permissions: 'rwm' }]],
  [h({ DeviceRequests: [{ Count: -1, Capabilities: [['gpu']] }] }), 'linux.devices', [{ path: 'gpus=all' }]],
  [h({ Sysctls: { 'net/ipv4/ip_forward': '1' } }), 'linux.sysctl', [{ name: 'net.ipv4.ip_forward', value: '1' }]],
  [
    h({ ShmSize: 9 }),
    'mounts.0',
    { type: 'system', destination: '/dev/shm', readonly: false, options: ['nosuid', 'noexec', 'nodev'], size: 9 },
  ],
  [h({ ShmSize: 9, IpcMode: 'host' }), 'mounts', []],
  [h({ Tmpfs: { '/t': 'size=1k,noexec' } }), 'mounts.0', { type: 'tmpfs', destination: '/t', options: ['noexec'], size: 1024 }],
  [
    { whole: { Mounts: [{ Type: 'bind', Source: '/etc', Destination: '/e', Mode: 'ro,z', RW: false, Propagation: 'rslave' }] } },
    'mounts.0',
    { type: 'bind', source: '/etc', destination: '/e', readonly: true, propagation: 'rslave', options: ['z'] },
  ],
  [
    { whole: { Mounts: [{ Type: 'volume', Name: 'v', Source: '/x/_data', Destination: '/d', Mode: '', RW: true, Propagation: '' }] } },
    'mounts.0',
    { type: 'volume', source: 'v', destination: '/d', readonly: false },
  ],
  [
    {
      whole: { Mounts: [{ Type: 'tmpfs', Destination: '/t', RW: true }] },
      host: { Mounts: [{ Target: '/t', TmpfsOptions: { SizeBytes: 7 } }] },
    },
    'mounts.0',
    { type: 'tmpfs', destination: '/t', readonly: false, size: 7 },
  ],
  [
    h({ PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } }),
    'ports',
    [{ containerPort: '80', protocol: 'tcp', published: true, hostPort: '8080', hostIp: '127.0.0.1' }],
  ],
  [
    {
      host: { PortBindings: { '80/udp': [{ HostIp: '', HostPort: '' }] } },
      whole: { NetworkSettings: { Ports: { '80/udp': [{ HostIp: '0.0.0.0', HostPort: '32768' }] } } },
    },
    'ports',
    [{ containerPort: '80', protocol: 'udp', published: true, hostPort: '32768', hostIp: '0.0.0.0' }],
  ],
  [
    {
      config: { ExposedPorts: { '99/tcp': {} } },
      whole: {
        NetworkSettings: {
          Ports: {
            '80/tcp': [
              { HostIp: '0.0.0.0', HostPort: '1' },
              { HostIp: '::', HostPort: '1' },
            ],
            '99/tcp': null,
          },
        },
      },
    },
    'ports',
    [
      { containerPort: '80', protocol: 'tcp', published: true, hostPort: '1', hostIp: '0.0.0.0' },
      { containerPort: '99', protocol: 'tcp', published: false },
    ],
  ],
];

const ofDocker: Row[] = [
  [{}, 'engine', 'docker'],
  [h({ CapAdd: ['NET_ADMIN', 'CAP_BPF'], CapDrop: ['ALL'] }), 'process.capabilities', { add: ['CAP_NET_ADMIN', 'CAP_BPF'], drop: ['ALL'] }],
  [h({ CapAdd: null, CapDrop: null }), 'process.capabilities', undefined],
  [h({ MaskedPaths: [], ReadonlyPaths: ['/a'] }), 'linux.maskedPaths', []],
  [h({ MaskedPaths: [], ReadonlyPaths: ['/a'] }), 'linux.readonlyPaths', ['/a']],
  [h({ MaskedPaths: null, Privileged: true }), 'linux.maskedPaths', undefined],
  [h({ CgroupnsMode: 'host' }), 'linux.namespaces.cgroup', { mode: 'host' }],
  [h({ Runtime: 'runc' }), 'runtime', undefined],
  [h({ Runtime: 'runsc' }), 'runtime', 'runsc'],
];

const fourteen =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';
const names = (text: string): string[] => text.split(' ').map((name) => `CAP_${name}`);

const ofPodman: Row[] = [
  [{}, 'engine', 'podman'],
  [{ whole: { ImageName: 'a/b:1' }, config: { Image: 'x' } }, 'image.reference', 'a/b:1'],
  [
    { whole: { BoundingCaps: names('CHOWN BPF'), EffectiveCaps: names('BPF') }, host: { CapAdd: ['CAP_BPF'] } },
    'process.capabilities',
    { add: ['CAP_BPF'], drop: [], bounding: names('CHOWN BPF'), effective: names('BPF'), permitted: names('BPF') },
  ],
  [
    { whole: { BoundingCaps: ['CAP_CHOWN'] }, host: { CapDrop: names(fourteen.replace('CHOWN ', '')) } },
    'process.capabilities.drop',
    ['ALL'],
  ],
  [
    { whole: { BoundingCaps: ['CAP_CHOWN'] }, host: { CapDrop: names(fourteen.replace('CHOWN ', '')) } },
    'process.capabilities.add',
    ['CAP_CHOWN'],
  ],
  [{ whole: { BoundingCaps: names('CHOWN KILL') }, host: { CapDrop: ['CAP_MKNOD'] } }, 'process.capabilities.drop', ['CAP_MKNOD']],
  [h({ Privileged: true, CapDrop: ['CAP_SYS_RESOURCE'] }), 'process.capabilities', undefined],
  [h({ CgroupMode: 'private' }), 'linux.namespaces.cgroup', { mode: 'private' }],
  [
    h({ UsernsMode: 'private', IDMappings: { UidMap: ['0:100000:1000'] } }),
    'linux.uidMappings',
    [{ containerId: 0, hostId: 100000, size: 1000 }],
  ],
  [h({ UsernsMode: 'private' }), 'linux.namespaces.user', { mode: 'private' }],
  [{ whole: { Pod: 'abc' }, host: { NetworkMode: 'container:infra' } }, 'linux.namespaces.network', { mode: 'shared', with: 'pod' }],
  [{ whole: { Pod: 'abc' } }, 'group', 'abc'],
  [{ whole: { Path: '/a', Args: ['/a'] } }, 'process.args', ['/a']],
  [h({ SecurityOpt: ['unmask=all'] }), 'linux.unmask', ['ALL']],
  [h({ SecurityOpt: ['unmask=all'], Privileged: true }), 'linux.unmask', undefined],
  [{}, 'linux.maskedPaths', "? Podman does not say which paths it masks, and the container was not made by Podman's command"],
  [{ config: commanded() }, 'linux.maskedPaths', undefined],
  [{ config: commanded('--security-opt', 'unmask=/a:/b', '--security-opt=mask=/c') }, 'linux.unmask', ['/a', '/b']],
  [{ config: commanded('--security-opt', 'unmask=/a:/b', '--security-opt=mask=/c') }, 'linux.mask', ['/c']],
  [{ config: commanded('--sysctl', 'a.b=1') }, 'linux.sysctl', [{ name: 'a.b', value: '1' }]],
  [{ config: commanded('--ipc=host'), host: { IpcMode: 'shareable' } }, 'linux.namespaces.ipc', { mode: 'host' }],
  [{ config: commanded(), host: { IpcMode: 'shareable' }, whole: { ImageName: 'img' } }, 'linux.namespaces.ipc', { mode: 'shareable' }],
  [
    h({ ReadonlyRootfs: true, Tmpfs: { '/run': 'rw,rprivate,nosuid,nodev,tmpcopyup', '/x': '' } }),
    'mounts',
    [{ type: 'tmpfs', destination: '/x' }],
  ],
  [
    { config: { Secrets: [{ Name: 's', UID: 1, GID: 2, Mode: 292 }] } },
    'secrets',
    [{ name: 's', target: '/run/secrets/s', from: 'external', mode: 292, uid: '1', gid: '2' }],
  ],
];

describe.each([
  ['Docker', docker, [...ofBoth, ...ofDocker]],
  ['Podman', podman, [...ofBoth, ...ofPodman]],
] as const)('%s', (_name, text, rows) => {
  it.each(rows.map((row) => [JSON.stringify(row[0]).slice(0, 150), ...row] as const))('%s', (_label, parts, way, expected) => {
    const { containers, problems } = parse(text(parts));
    expect(problems).toEqual([]);
    expect(pick(bare(containers[0]), way)).toEqual(expected);
  });
});

it('reads the list that inspect prints, and passes over what is no container', () => {
  const { containers, problems } = parse(`[${docker({})}, ${podman({})}, {"Driver": "bridge"}]`);
  expect(containers.map(({ id, engine }) => [id, engine])).toEqual([
    ['container:web#web', 'docker'],
    ['container:web#web~2', 'podman'],
  ]);
  expect(problems).toEqual([]);
});

it('points to the line', () => {
  const text = JSON.stringify(JSON.parse(docker(h({ PidMode: 'host' }))), null, 2);
  const field = parse(text).containers[0]?.linux.namespaces.pid;
  expect(text.slice(field?.origin?.start, field?.origin?.end)).toBe('"PidMode": "host"');
});

it.each<[string, RegExp]>([
  [docker(h({ Privileged: 'yes' })), /Privileged is not of the type that the engine's API gives it/],
  [docker({ whole: { Mounts: [{}] } }), /no Destination/],
  [docker(h({ Ulimits: [{}] })), /lacks Name, Soft or Hard/],
  [docker(h({ DeviceCgroupRules: ['x'] })), /is no rule/],
  ['"text"', /no JSON object or list/],
  [`[${docker({})}, 5]`, /an entry of the list is no object/],
  ['{"HostConfig": {', /YAML/],
])('%s is said', (text, message) =>
  expect(parse(text).problems).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })]),
);

it.each<[string, string, boolean]>([
  ['container:web', docker({}), true],
  ['docker:a.b', docker({}), true],
  ['standard input', `\n [${docker({})}]`, true],
  ['web.json', docker({}), true],
  ['web.yaml', docker({}), false],
  ['config.json', '{"ociVersion": "1.2.0", "process": {}}', false],
  ['x.json', '{"Config": {}, "RootFS": {}}', false],
])('%s: %s', (name, text, expected) => expect(claims(name, text)).toBe(expected));

it('survives any JSON', () => {
  const keys = fc.constantFrom(
    ...'Id Name Path Args State Config HostConfig Mounts NetworkSettings Ports Networks User Env CapAdd CapDrop BoundingCaps SecurityOpt PortBindings Tmpfs Ulimits Devices CreateCommand Healthcheck Test Pod IDMappings UidMap Privileged __proto__'.split(
      ' ',
    ),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 1, -1, 'a', '', 'container:x', '1:2:3', 'label=disable', '--ipc'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 8 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, tree, { maxKeys: 10 }), (value) => {
      expect(parse(JSON.stringify({ ...value, HostConfig: value.HostConfig ?? {} })).containers).toHaveLength(1);
    }),
    { numRuns: 300 },
  );
});
