import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { byDefault, type Mount, unknown } from '../model/index.ts';
import { compare } from './compare.ts';

const holding = (...names: string[]): Overrides => ({
  process: { capabilities: { bounding: names.map((name) => at(name)), effective: names.map((name) => at(name)) } },
});
const reachable = (...names: string[]): Overrides => ({
  process: { capabilities: { bounding: names.map((name) => at(name)), effective: [] } },
});
const namespaces = (linux: object): Overrides => ({ linux: { namespaces: linux } }) as Overrides;
const bind = (source: string, readonly: boolean, propagation?: string): Overrides => ({
  mounts: [
    {
      origin: at('').origin,
      type: at<Mount['type'] extends { value: infer T } ? T : never>('bind' as never),
      source: at(source),
      destination: at('/there'),
      readonly: at(readonly),
      ...(propagation === undefined ? {} : { propagation: at(propagation) }),
    },
  ] as never,
});
const port = (hostIp: string | undefined, containerPort = '5432'): Overrides => ({
  ports: [
    {
      origin: at('').origin,
      containerPort: at(containerPort),
      hostPort: at(containerPort),
      published: true,
      ...(hostIp === undefined ? {} : { hostIp: at(hostIp) }),
    },
  ] as never,
});
const env = (name: string, value: string): Overrides => ({
  process: { env: [{ name, origin: at('').origin, value: at(value) }] as never },
});
const because = unknown('${NAME} is not set');

/** What widens from the first to the second: kind, what, severity and the short words. */
const widenings: readonly (readonly [
  name: string,
  base: Overrides,
  head: Overrides,
  kind: string,
  what: string,
  severity: string,
  short: string,
])[] = [
  ['privileged', { privileged: at(false) }, { privileged: at(true) }, 'privileged', 'privileged', 'critical', '+privileged'],
  ['a capability', holding(), holding('CAP_SYS_ADMIN'), 'capability', 'CAP_SYS_ADMIN', 'critical', '+CAP_SYS_ADMIN'],
  ['a harmless capability', holding('CAP_CHOWN'), holding('CAP_CHOWN', 'CAP_KILL'), 'capability', 'CAP_KILL', 'low', '+CAP_KILL'],
  ['a capability for set-uid programs', reachable(), reachable('CAP_SYS_ADMIN'), 'capability', 'CAP_SYS_ADMIN', 'medium', '+CAP_SYS_ADMIN'],
  ['a capability comes into use', reachable('CAP_BPF'), holding('CAP_BPF'), 'capability', 'CAP_BPF', 'high', 'CAP_BPF now held'],
  [
    'host pid',
    namespaces({ pid: at({ mode: 'private' }) }),
    namespaces({ pid: at({ mode: 'host' }) }),
    'namespace',
    'pid',
    'high',
    '+host pid',
  ],
  [
    'host network',
    namespaces({ network: at({ mode: 'none' }) }),
    namespaces({ network: at({ mode: 'host' }) }),
    'namespace',
    'network',
    'high',
    '+host network',
  ],
  [
    'a network at all',
    namespaces({ network: at({ mode: 'none' }) }),
    namespaces({ network: at({ mode: 'private' }) }),
    'namespace',
    'network',
    'low',
    'network namespace now its own',
  ],
  [
    'another container',
    namespaces({ pid: at({ mode: 'private' }) }),
    namespaces({ pid: at({ mode: 'shared', with: 'service:db' }) }),
    'namespace',
    'pid',
    'medium',
    'pid namespace now shared with service:db',
  ],
  [
    'host users',
    namespaces({ user: at({ mode: 'private' }) }),
    namespaces({ user: at({ mode: 'host' }) }),
    'namespace',
    'user',
    'medium',
    '+user ids of the host',
  ],
  [
    'a writable root',
    { root: { readonly: at(true) } },
    { root: { readonly: at(false) } },
    'root-filesystem',
    'root',
    'medium',
    'root file system now writable',
  ],
  [
    'no_new_privs off',
    { process: { noNewPrivileges: at(true) } },
    { process: { noNewPrivileges: at(false) } },
    'no-new-privileges',
    'no_new_privs',
    'medium',
    'no_new_privs now off',
  ],
  [
    'seccomp off',
    { linux: { seccomp: at({ profile: 'default' as const }) } },
    { linux: { seccomp: at({ profile: 'unconfined' as const }) } },
    'seccomp',
    'profile',
    'high',
    'seccomp now off',
  ],
  [
    'AppArmor off',
    { process: { apparmor: at({ profile: 'default' as const }) } },
    { process: { apparmor: at({ profile: 'unconfined' as const }) } },
    'apparmor',
    'profile',
    'medium',
    'AppArmor now off',
  ],
  [
    'SELinux off',
    { process: { selinux: at({ disabled: false }) } },
    { process: { selinux: at({ disabled: true }) } },
    'selinux',
    'label',
    'medium',
    'SELinux now off',
  ],
  [
    'SELinux off by its type',
    { process: { selinux: at({ disabled: false, type: 'container_t' }) } },
    { process: { selinux: at({ disabled: false, type: 'spc_t' }) } },
    'selinux',
    'label',
    'medium',
    'SELinux now off in effect (spc_t)',
  ],
  [
    'a disk',
    { linux: { devices: [] } },
    { linux: { devices: [at({ path: '/dev/sda' })] } },
    'device',
    '/dev/sda',
    'critical',
    '+device /dev/sda',
  ],
  [
    'a device that may be written',
    { linux: { devices: [at({ path: '/dev/kvm', permissions: 'r' })] } },
    { linux: { devices: [at({ path: '/dev/kvm' })] } },
    'device',
    '/dev/kvm',
    'low',
    'device /dev/kvm now given with rwm',
  ],
  [
    'the socket of the engine',
    { mounts: [] },
    bind('/var/run/docker.sock', true),
    'mount',
    '/var/run/docker.sock',
    'critical',
    '+/var/run/docker.sock of the host (read-only)',
  ],
  ['a system folder', { mounts: [] }, bind('/etc', false), 'mount', '/etc', 'critical', '+/etc of the host (writable)'],
  ['a project folder', { mounts: [] }, bind('./data', true), 'mount', './data', 'low', '+./data of the host (read-only)'],
  ['a mount that may be written', bind('./data', true), bind('./data', false), 'mount', './data', 'low', './data now mounted, writable'],
  [
    'mounts go back',
    bind('./data', false, 'rprivate'),
    bind('./data', false, 'rshared'),
    'mount',
    './data',
    'medium',
    './data now mounted, writable, mounts go back to the host',
  ],
  ['root', { process: { user: at({ uid: 1000 }) } }, { process: { user: at({ uid: 0 }) } }, 'user', 'user', 'high', 'user now root'],
  [
    'root that is nobody',
    { process: { user: at({ uid: 1000 }) }, linux: { namespaces: { user: at({ mode: 'private' as const }) } } },
    { process: { user: at({ uid: 0 }) }, linux: { namespaces: { user: at({ mode: 'private' as const }) } } },
    'user',
    'user',
    'low',
    'user now root',
  ],
  [
    'runAsNonRoot gone',
    { process: { runAsNonRoot: at(true) } },
    { process: { runAsNonRoot: at(false) } },
    'user',
    'runAsNonRoot',
    'low',
    'runAsNonRoot now false',
  ],
  [
    'a path uncovered',
    { linux: { maskedPaths: at(['/proc/kcore']), readonlyPaths: at([]) } },
    { linux: { maskedPaths: at([]), readonlyPaths: at([]) } },
    'kernel-path',
    '/proc/kcore',
    'medium',
    '/proc/kcore now open',
  ],
  [
    'a path that may be written',
    { linux: { maskedPaths: at([]), readonlyPaths: at(['/proc/sys']) } },
    { linux: { maskedPaths: at([]), readonlyPaths: at([]) } },
    'kernel-path',
    '/proc/sys',
    'medium',
    '/proc/sys now open',
  ],
  [
    'no memory limit',
    { linux: { resources: { memory: { limit: at(1 << 20) } } } },
    { linux: { resources: { memory: { limit: at(-1) } } } },
    'limit',
    'memory limit',
    'medium',
    'memory limit 1 MiB → none',
  ],
  [
    'a higher memory limit',
    { linux: { resources: { memory: { limit: at(1 << 20) } } } },
    { linux: { resources: { memory: { limit: at(1 << 21) } } } },
    'limit',
    'memory limit',
    'low',
    'memory limit 1 MiB → 2 MiB',
  ],
  [
    'no process limit',
    { linux: { resources: { pids: { limit: at(100) } } } },
    { linux: { resources: { pids: { limit: at(-1) } } } },
    'limit',
    'process limit',
    'medium',
    'process limit 100 → none',
  ],
  [
    'more processors',
    { linux: { resources: { cpu: { quota: at(50000), period: at(100000) } } } },
    { linux: { resources: { cpu: { quota: at(50000), period: at(50000) } } } },
    'limit',
    'processor limit',
    'low',
    'processor limit 0.5 processors → 1 processors',
  ],
  [
    'spared by the OOM killer',
    { process: { oomScoreAdj: at(0) } },
    { process: { oomScoreAdj: at(-1000) } },
    'limit',
    'OOM score',
    'low',
    'OOM score 0 → -1000',
  ],
  ['a published database', { ports: [] }, port(undefined), 'port', '5432', 'medium', '+port 5432 on every address'],
  ['a wider address', port('127.0.0.1'), port('0.0.0.0'), 'port', '5432', 'medium', 'port 5432 now published on every address'],
  ['a network', { networks: [at('front')] }, { networks: [at('front'), at('back')] }, 'network', 'back', 'low', '+network back'],
  [
    'a secret',
    { process: { env: [] } },
    env('DB_PASSWORD', 'Tr0ub4dor-and-3'),
    'secret',
    'variable DB_PASSWORD',
    'medium',
    '+secret in the variable DB_PASSWORD',
  ],
  [
    'a token',
    { serviceAccountToken: at(false) },
    { serviceAccountToken: at(true) },
    'token',
    'token',
    'medium',
    "+service account's token",
  ],
  [
    'a tag for a digest',
    { image: { reference: at('nginx:1@sha256:ab') } },
    { image: { reference: at('nginx:1') } },
    'image',
    'image',
    'low',
    'image now nginx:1',
  ],
  [
    'latest for a tag',
    { image: { reference: at('nginx:1') } },
    { image: { reference: at('nginx') } },
    'image',
    'image',
    'medium',
    'image now nginx',
  ],
  [
    'a setting of the host',
    { linux: { sysctl: [] } },
    { linux: { sysctl: [{ name: 'kernel.panic', origin: at('').origin, value: at('1') }] as never } },
    'sysctl',
    'kernel.panic',
    'high',
    '+kernel.panic=1',
  ],
];

describe.each(widenings)('%s', (_, base, head, kind, what, severity, short) => {
  it('widens', () => {
    const changes = compare(container(base), container(head)).filter(({ direction }) => direction === 'widens');
    expect(changes.map((change) => [change.kind, change.what, change.severity, change.short])).toContainEqual([
      kind,
      what,
      severity,
      short,
    ]);
  });

  it('narrows the other way round', () => {
    const changes = compare(container(head), container(base));
    const found = changes.find((change) => change.kind === kind && change.what === what);
    expect(found).toMatchObject({ direction: 'narrows', severity });
    expect(changes.filter(({ direction }) => direction === 'widens')).toEqual([]);
  });

  it('is nothing where both are the same', () => {
    expect(compare(container(base), container(base))).toEqual([]);
    expect(compare(container(head), container(head))).toEqual([]);
  });
});

describe('neither wider nor narrower', () => {
  it.each([
    ['another user', { process: { user: at({ uid: 1000 }) } }, { process: { user: at({ uid: 1001 }) } }, 'user'],
    ['another image', { image: { reference: at('nginx:1') } }, { image: { reference: at('nginx:2') } }, 'image'],
    [
      'another profile',
      { process: { apparmor: at({ profile: 'named' as const, name: 'a' }) } },
      { process: { apparmor: at({ profile: 'named' as const, name: 'b' }) } },
      'apparmor',
    ],
    ['another runtime', { runtime: at('runsc') }, {}, 'runtime'],
    ['a setting that this engine does not have', {}, { process: { oomScoreAdj: at(0) } }, 'limit'],
  ] as const)('%s', (_, base, head, kind) => {
    for (const changes of [compare(container(base), container(head)), compare(container(head), container(base))])
      expect(changes.map((change) => [change.kind, change.direction, change.severity])).toEqual([[kind, 'changes', 'low']]);
  });
});

describe('what is not known', () => {
  it.each([
    ['a user', { process: { user: at({ uid: 1000 }) } }, { process: { user: because } }, 'user not known'],
    ['a user before', { process: { user: because } }, { process: { user: at({ uid: 0 }) } }, 'user not known before'],
    ['a root', { root: { readonly: at(true) } }, { root: { readonly: because } }, 'root file system not known'],
    [
      'one capability of a list',
      holding('CAP_CHOWN'),
      { process: { capabilities: { bounding: [at('CAP_CHOWN'), because], effective: [at('CAP_CHOWN')] } } },
      'a capability not known',
    ],
  ] as const)('is told and never a widening: %s', (_, base, head, short) => {
    const changes = compare(container(base), container(head));
    expect(changes.map(({ direction }) => direction)).toEqual(['unknown']);
    expect(changes[0]?.short).toBe(short);
    expect(changes[0]?.detail).toContain('${NAME} is not set');
  });

  it('may be what the other side has', () => {
    const changes = compare(
      container({ process: { capabilities: { bounding: [because], effective: [] } } }),
      container(holding('CAP_SYS_ADMIN')),
    );
    expect(new Set(changes.map(({ direction }) => direction))).toEqual(new Set(['unknown']));
    expect(changes.some(({ what }) => what === 'CAP_SYS_ADMIN')).toBe(true);
  });

  it('is nothing where both sides do not know it for the same reason', () => {
    expect(compare(container({ process: { user: because } }), container({ process: { user: because } }))).toEqual([]);
  });
});

describe('what follows from another change', () => {
  const line = at(true, 3);
  const all = ['CAP_SYS_ADMIN', 'CAP_BPF'].map((name) => byDefault(name, 'privileged: true', line.origin));
  const open: Overrides = {
    privileged: line,
    process: { capabilities: { bounding: all, effective: all } },
    linux: { maskedPaths: byDefault([], 'privileged: true', line.origin) },
  };
  const shut: Overrides = {
    privileged: byDefault(false, 'Docker 29 default'),
    ...holding(),
    linux: { maskedPaths: byDefault(['/proc/kcore'], 'Docker 29 default') },
  };

  it.each([
    ['widens', shut, open],
    ['narrows', open, shut],
  ] as const)('privileged %s', (direction, base, head) => {
    const changes = compare(container(base), container(head));
    expect(changes.map(({ kind, direction: way, follows }) => [kind, way, follows])).toEqual([
      ['privileged', direction, undefined],
      ['capability', direction, 'privileged'],
      ['capability', direction, 'privileged'],
      ['kernel-path', direction, 'privileged'],
    ]);
  });

  it('capabilities come into use with root', () => {
    const user = (uid: number, held: Overrides) => container({ ...held, process: { ...held.process, user: at({ uid }) } });
    const changes = compare(user(1000, reachable('CAP_CHOWN')), user(0, holding('CAP_CHOWN')));
    expect(changes.map(({ kind, follows }) => [kind, follows])).toEqual([
      ['user', undefined],
      ['capability', 'user'],
    ]);
  });
});

describe('the attack surface', () => {
  const with_ = (profile: 'default' | 'unconfined') => container({ linux: { seccomp: at({ profile }) }, ...holding('CAP_SYS_CHROOT') });

  it('is counted in system calls', () => {
    expect(compare(with_('default'), with_('unconfined')).find(({ kind }) => kind === 'attack-surface')?.short).toBe(
      'attack surface 309 → 385 syscalls',
    );
  });

  it('of a profile out of reach is not known', () => {
    const custom = container({ linux: { seccomp: at({ profile: 'custom' as const, path: 'a.json' }), seccompStrength: because } });
    expect(compare(with_('default'), custom).find(({ kind }) => kind === 'attack-surface')).toMatchObject({ direction: 'unknown' });
  });
});
