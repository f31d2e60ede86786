import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claims } from './claims.ts';
import { reader } from './read.ts';

const context = { load: () => undefined, env: {} };
const parse = (text: string, path = 'bundles/web/config.json') => reader.read({ path, text }, context);
const bundle = (parts: object) => JSON.stringify({ ociVersion: '1.2.0', process: {}, root: { path: 'rootfs' }, ...parts });

/** The model without provenance. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const { state, value: inner, because } = value as { state?: unknown; value?: unknown; because?: unknown };
  if (state === 'written') return bare(inner);
  if (state === 'unknown') return `? ${String(because)}`;
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (key === 'origin' ? [] : [[key, bare(part)] as const])));
}

const pick = (value: unknown, way: string): unknown =>
  way.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);

const ns = (...namespaces: object[]) => ({ linux: { namespaces } });
const mount = (entry: object) => ({ mounts: [{ destination: '/d', ...entry }] });
const rule = (...devices: object[]) => ({ linux: { resources: { devices } } });
const resources = (parts: object) => ({ linux: { resources: parts } });

/** Parts of config.json, where they land in the model, and as what. */
const rows: readonly (readonly [parts: object, way: string, expected: unknown])[] = [
  [{}, 'name', 'web'],
  [{}, 'engine', 'oci'],
  [{ annotations: { 'io.kubernetes.cri.container-name': 'app' } }, 'name', 'app'],
  [{ annotations: { 'io.kubernetes.cri.image-name': 'nginx:1' } }, 'image.reference', 'nginx:1'],
  [{ hostname: 'h' }, 'hostname', 'h'],
  [{ windows: {} }, 'os', 'windows'],
  [{ process: { user: { uid: 5, gid: 6, additionalGids: [7] } } }, 'process.user', { uid: 5 }],
  [{ process: { user: { uid: 5, gid: 6, additionalGids: [7] } } }, 'process.additionalGroups', [{ gid: 7 }]],
  [{ process: { args: ['a', 'b'] } }, 'process.args', ['a', 'b']],
  [{ process: { env: ['A=1=2', 'broken'] } }, 'process.env', [{ name: 'A', value: '1=2' }]],
  [{ process: { noNewPrivileges: true } }, 'process.noNewPrivileges', true],
  [
    { process: { capabilities: { bounding: ['CAP_CHOWN'], effective: [] } } },
    'process.capabilities',
    { bounding: ['CAP_CHOWN'], effective: [] },
  ],
  [{ process: { apparmorProfile: 'p' } }, 'process.apparmor', { profile: 'named', name: 'p' }],
  [{ process: { apparmorProfile: 'unconfined' } }, 'process.apparmor', { profile: 'unconfined' }],
  [{ process: { apparmorProfile: '' } }, 'process.apparmor', undefined],
  [
    { process: { selinuxLabel: 'u:r:t:s0:c1,c2' } },
    'process.selinux',
    { disabled: false, user: 'u', role: 'r', type: 't', level: 's0:c1,c2' },
  ],
  [{ process: { rlimits: [{ type: 'RLIMIT_CORE', soft: 0, hard: -1 }] } }, 'process.rlimits', [{ type: 'core', soft: 0, hard: -1 }]],
  [{ process: { oomScoreAdj: -5 } }, 'process.oomScoreAdj', -5],
  [{ root: { readonly: true } }, 'root.readonly', true],
  [ns({ type: 'pid' }), 'linux.namespaces', { pid: { mode: 'private' } }],
  [ns({ type: 'network', path: '/run/netns/x' }), 'linux.namespaces.network', { mode: 'private' }],
  [ns({ type: 'ipc', path: '/proc/9/ns/ipc' }), 'linux.namespaces.ipc', { mode: 'shared', with: '/proc/9/ns/ipc' }],
  [ns({ type: 'pid', path: '/proc/1/ns/pid' }), 'linux.namespaces.pid', { mode: 'host' }],
  [
    { annotations: { 'io.kubernetes.cri.sandbox-id': 'x' }, ...ns({ type: 'ipc', path: '/proc/9/ns/ipc' }) },
    'linux.namespaces.ipc',
    { mode: 'shared', with: 'pod' },
  ],
  [ns({ type: 'user' }), 'linux.namespaces.user', { mode: 'private' }],
  [
    { linux: { namespaces: [{ type: 'user' }], uidMappings: [{ containerID: 0, hostID: 0, size: 9 }] } },
    'linux.namespaces.user',
    { mode: 'host' },
  ],
  [{ linux: { uidMappings: [{ containerID: 0, hostID: 5, size: 9 }] } }, 'linux.uidMappings', [{ containerId: 0, hostId: 5, size: 9 }]],
  [{ linux: { seccomp: { defaultAction: 'SCMP_ACT_ALLOW' } } }, 'linux.seccomp', { profile: 'unconfined' }],
  [
    { linux: { seccomp: { defaultAction: 'SCMP_ACT_ALLOW', syscalls: [{ names: ['bpf'], action: 'SCMP_ACT_ERRNO' }] } } },
    'linux.seccomp',
    { profile: 'custom' },
  ],
  [{ linux: { seccomp: { defaultAction: 'SCMP_ACT_ERRNO' } } }, 'linux.seccomp', { profile: 'custom' }],
  [{ linux: { maskedPaths: ['/proc/kcore'], readonlyPaths: [] } }, 'linux.maskedPaths', ['/proc/kcore']],
  [{ linux: { sysctl: { 'net.core.somaxconn': '1' } } }, 'linux.sysctl', [{ name: 'net.core.somaxconn', value: '1' }]],
  [{ linux: { cgroupsPath: 'a:b:c' } }, 'linux.cgroupsPath', 'a:b:c'],
  [rule({ allow: true, access: 'rwm' }), 'linux.devices', [{ path: '/dev/*', permissions: 'rwm' }]],
  [rule({ allow: true, access: 'rwm' }, { allow: false }), 'linux.devices', undefined],
  [rule({ allow: false }, { allow: true, type: 'c', major: 1, minor: 3, access: 'rwm' }), 'linux.devices', undefined],
  [rule({ allow: true, type: 'c', access: 'm' }), 'linux.devices', undefined],
  [rule({ allow: true, type: 'c', major: 10, minor: 200, access: 'rw' }), 'linux.devices', [{ path: 'c 10:200', permissions: 'rw' }]],
  [
    {
      linux: {
        devices: [{ path: '/dev/fuse', type: 'c', major: 10, minor: 229 }],
        resources: { devices: [{ allow: true, type: 'c', major: 10, minor: 229, access: 'rw' }] },
      },
    },
    'linux.devices',
    [{ path: '/dev/fuse', permissions: 'rw' }],
  ],
  [
    resources({ memory: { limit: 5, swap: -1 }, pids: { limit: 0 }, cpu: { quota: 5, period: 10 } }),
    'linux.resources',
    { memory: { limit: 5, swap: -1 }, pids: { limit: -1 }, cpu: { quota: 5, period: 10 } },
  ],
  [
    resources({ unified: { 'memory.max': '7', 'pids.max': 'max' } }),
    'linux.resources',
    { memory: { limit: 7 }, pids: { limit: -1 }, cpu: {} },
  ],
  [
    resources({ blockIO: { weight: 10, throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 9 }] } }),
    'linux.resources.blockIO',
    { weight: 10, throttle: [{ of: 'read bytes', device: '8:0', rate: 9 }] },
  ],
  [
    mount({ type: 'bind', source: '/x/../etc', options: ['rbind', 'ro', 'rslave', 'nosuid'] }),
    'mounts.0',
    { type: 'bind', source: '/etc', destination: '/d', readonly: true, propagation: 'rslave', options: ['nosuid'] },
  ],
  [mount({ type: 'none', source: 'x', options: ['bind'] }), 'mounts.0', { type: 'bind', source: './x', destination: '/d' }],
  [mount({ source: '\\\\.\\pipe\\docker_engine' }), 'mounts.0', { type: 'bind', source: '\\\\.\\pipe\\docker_engine', destination: '/d' }],
  [mount({ type: 'tmpfs', source: 'tmpfs', options: ['size=1k'] }), 'mounts.0', { type: 'tmpfs', destination: '/d', size: 1024 }],
  [mount({ destination: '/dev/shm', type: 'tmpfs' }), 'mounts.0.type', 'system'],
  [mount({ type: 'proc' }), 'mounts.0.type', 'system'],
  [mount({ destination: '/etc/hosts', type: 'bind', source: '/var/lib/docker/containers/1/hosts' }), 'mounts.0.type', 'system'],
  [mount({ destination: '/etc/hosts', type: 'bind', source: '/etc/hosts' }), 'mounts.0.type', 'bind'],
  [mount({ type: 'bind', source: '/var/lib/docker/volumes/v/_data' }), 'mounts.0', { type: 'volume', source: 'v', destination: '/d' }],
  [mount({ type: 'bind', source: '/var/lib/kubelet/pods/1/volumes/kubernetes.io~secret/s' }), 'mounts.0.type', 'object'],
];

describe('a part of config.json', () => {
  for (const [parts, way, expected] of rows) {
    it(`${JSON.stringify(parts)} → ${way}`, () => {
      const { containers, problems } = parse(bundle(parts));
      expect(problems).toEqual([]);
      expect(pick(bare(containers[0]), way)).toEqual(expected);
    });
  }
});

it('reads what runc spec writes, with tabs', () => {
  const text = '{\n\t"ociVersion": "1.2.0",\n\t"process": {\n\t\t"noNewPrivileges": true\n\t},\n\t"root": {"readonly": true}\n}\n';
  const { containers, problems } = parse(text);
  const field = containers[0]?.process.noNewPrivileges;
  expect(problems).toEqual([]);
  expect(text.slice(field?.origin?.start, field?.origin?.end)).toBe('"noNewPrivileges": true');
});

describe('what is not read is said', () => {
  it.each<[string, RegExp]>([
    [bundle({ process: { noNewPrivileges: 'yes' } }), /noNewPrivileges is not of the type/],
    [bundle({ process: { env: 'A=1' } }), /env is no list/],
    [bundle({ mounts: [{}] }), /no destination/],
    [bundle(ns({ type: 'magic' })), /type that is not known here/],
    [bundle({ process: { rlimits: [{}] } }), /lacks type, soft or hard/],
    ['{"ociVersion": "1.2.0", "process": {', /YAML/],
    ['[]', /no JSON object/],
  ])('%s', (text, message) => expect(parse(text).problems).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })]));
});

it.each<[string, string, boolean]>([
  ['config.json', bundle({}), true],
  ['standard input', `\n${bundle({})}`, true],
  ['config.json', '{"ociVersion":"1.2.0","id":"x","status":"running","pid":1}', false],
  ['config.json', '{"process":{}}', false],
  ['config.yaml', bundle({}), false],
  ['README.md', bundle({}), false],
])('%s %s: %s', (name, text, expected) => expect(claims(name, text)).toBe(expected));

it('survives any JSON', () => {
  const keys = fc.constantFrom(
    'ociVersion',
    'process',
    'root',
    'linux',
    'mounts',
    'namespaces',
    'resources',
    'devices',
    'type',
    'path',
    'user',
    'env',
    'annotations',
    'seccomp',
    'options',
    'destination',
    '__proto__',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 1, -1, 'a', ''),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, tree, { maxKeys: 8 }), (value) => {
      const { containers } = parse(JSON.stringify(value));
      expect(containers).toHaveLength(1);
    }),
  );
});
