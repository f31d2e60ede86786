import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { nonRootUser } from './control.ts';

const mapped = { namespaces: { user: at({ mode: 'private' as const }) } };
const pod = { engine: 'kubernetes', surface: 'kubernetes' } as const;
const stepsDown = byDefault({ uid: 0 }, 'image postgres:17 starts as root and its entry point steps down to postgres');
const notLookedAt = unknown('the image nginx:1.27 was not looked at');

table(nonRootUser, [
  ['a number', { process: { user: at({ uid: 1000 }) } }, 'held', 'runs as uid 1000'],
  ['a name', { process: { user: at({ name: 'node' }) } }, 'held', 'the user node'],
  ['written 0', { process: { user: at({ uid: 0 }) } }, 'broken', 'runs as root'],
  ['the name root', { process: { user: at({ name: 'root' }) } }, 'broken', 'runs as root'],
  ['root by default', { process: { user: byDefault({ uid: 0 }, 'Docker 29 default') } }, 'broken', 'runs as root'],
  ['an image that steps down', { process: { user: stepsDown } }, 'broken', 'before its entry point steps down'],
  ['an image that was not looked at', { process: { user: notLookedAt } }, 'unknown', 'not looked at'],
  ['nothing is known', {}, 'unknown'],
  ['root in a user namespace', { process: { user: at({ uid: 0 }) }, linux: mapped }, 'broken', 'ordinary user of the host'],
  ['an image as root', { kind: 'image', surface: 'containerfile', process: { user: byDefault({ uid: 0 }, 'no USER') } }, 'broken'],
  ['pod: runAsNonRoot', { ...pod, process: { runAsNonRoot: at(true), user: notLookedAt } }, 'held', 'kubelet refuses'],
  [
    'pod: runAsNonRoot with runAsUser 0 never starts',
    { ...pod, process: { runAsNonRoot: at(true), user: at({ uid: 0 }) } },
    'broken',
    'never starts',
  ],
  [
    'pod: runAsNonRoot with an image of root',
    { ...pod, process: { runAsNonRoot: at(true), user: byDefault({ uid: 0 }, 'image') } },
    'held',
  ],
  ['pod: runAsUser', { ...pod, process: { user: at({ uid: 101 }) } }, 'held', 'uid 101'],
  ['pod: runAsUser 0', { ...pod, process: { user: at({ uid: 0 }) } }, 'broken', 'runs as root'],
  ['pod: runAsNonRoot false', { ...pod, process: { runAsNonRoot: at(false), user: notLookedAt } }, 'broken', 'nothing makes the kubelet'],
  ['pod: neither, image not looked at', { ...pod, process: { user: notLookedAt } }, 'broken', 'nothing makes the kubelet'],
  ['pod: neither, user of the image known', { ...pod, process: { user: byDefault({ uid: 65532 }, 'image USER') } }, 'held'],
  ['pod: runAsNonRoot not resolved', { ...pod, process: { runAsNonRoot: unknown('a template') } }, 'unknown'],
  ['pod: runAsUser not resolved', { ...pod, process: { user: unknown('a template', at(1, 5).origin) } }, 'unknown'],
  ['pod: Windows', { ...pod, os: at('windows') }, 'inapplicable'],
]);

describe('non-root-user: severity', () => {
  it.each([
    ['written root', { process: { user: at({ uid: 0 }) } }, 'high'],
    ['default root', { process: { user: byDefault({ uid: 0 }, 'image app USER') } }, 'high'],
    ['steps down', { process: { user: stepsDown } }, 'medium'],
    ['user namespace', { process: { user: at({ uid: 0 }) }, linux: mapped }, 'low'],
    ['image without USER', { kind: 'image', process: { user: byDefault({ uid: 0 }, 'no USER') } }, 'medium'],
    ['image with USER root', { kind: 'image', process: { user: at({ name: 'root' }) } }, 'high'],
    ['runAsUser 0 that never starts', { ...pod, process: { runAsNonRoot: at(true), user: at({ uid: 0 }) } }, 'low'],
    ['pod that says nothing', { ...pod }, 'medium'],
    ['image not looked at', { process: { user: notLookedAt } }, 'medium'],
  ] as const)('%s', (_, parts, severity) => {
    expect(nonRootUser.judge(container(parts))).toMatchObject({ severity });
  });
});

describe('non-root-user: remedy', () => {
  it.each([
    ['postgres:17', 'postgres'],
    ['docker.io/library/redis:7.2', 'redis'],
    ['registry.example.com/postgres:17', '10001:10001'],
  ])('who the entry point of %s steps down to is known', (reference, to) => {
    const parts = container({ process: { user: stepsDown }, image: { reference: at(reference) } });
    expect(nonRootUser.harden(parts)).toEqual([{ set: 'process.user', to }]);
  });

  it('makes the kubelet refuse root, and takes a written 0 away', () => {
    const refuse = { set: 'process.runAsNonRoot', to: true };
    expect(nonRootUser.harden(container(pod))).toEqual([refuse]);
    expect(nonRootUser.harden(container({ ...pod, process: { user: at({ uid: 0 }) } }))).toEqual([
      refuse,
      { set: 'process.user', to: '10001' },
    ]);
  });
  it('gives a user where the refusal alone would stop the container', () => {
    const user = { set: 'process.user', to: '10001' };
    expect(nonRootUser.harden(container({ ...pod, process: { user: stepsDown } }))).toEqual([
      { set: 'process.runAsNonRoot', to: true },
      user,
    ]);
    expect(nonRootUser.harden(container({ ...pod, process: { runAsNonRoot: at(true), user: at({ uid: 0 }) } }))).toEqual([user]);
    expect(nonRootUser.harden(container({ ...pod, process: { user: notLookedAt } }))).toHaveLength(1);
  });
  it('gives the user of the image, and a group where the volumes need one', () => {
    const of = (parts: Parameters<typeof container>[0]) =>
      nonRootUser.harden(container({ ...pod, ...parts, process: { runAsNonRoot: at(true), user: at({ uid: 0 }), ...parts?.process } }));
    const user = { set: 'process.user', to: '999:999' };
    const image = { reference: at('postgres:17') };
    const claim = { origin: at('').origin, type: at('claim' as const), destination: at('/data') };
    const group = { set: 'pod.fsGroup', to: 999 };
    expect(of({ image })).toEqual([user]);
    expect(of({ image, mounts: [claim] })).toEqual([user, group]);
    expect(of({ image, mounts: [{ ...claim, readonly: at(true) }] })).toEqual([user]);
    expect(of({ image, mounts: [{ ...claim, type: at('volume' as const) }] }), 'an emptyDir is open to all').toEqual([user]);
    expect(of({ image, mounts: [claim], process: { additionalGroups: [at({ gid: 5 })] } })).toEqual([user]);
    expect(of({ mounts: [claim] })).toEqual([
      { set: 'process.user', to: '10001' },
      { set: 'pod.fsGroup', to: 10001 },
    ]);
    const secrets = [{ name: 'k', origin: at('').origin, mode: at(0o400) }];
    expect(of({ image, secrets })).toEqual([user, group]);
  });
  it('brings along what only root could do in the image', () => {
    const of = (parts: Parameters<typeof container>[0]) =>
      nonRootUser.harden(container({ image: { reference: at('nginx:1.27') }, ...parts })).map(({ set }) => set);
    const sysctl = [{ name: 'net.ipv4.ip_unprivileged_port_start', origin: at('').origin, value: at('0') }];
    const linux = { namespaces: {}, resources: {}, sysctl };
    expect(of({})).toEqual(['process.user', 'mounts.writable', 'linux.sysctl.set']);
    expect(of({ linux })).toEqual(['process.user', 'mounts.writable']);
    expect(of({ ...pod, process: { runAsNonRoot: at(true), user: at({ uid: 0 }) } })).toEqual([
      'process.user',
      'mounts.writable',
      'linux.sysctl.set',
    ]);
    expect(of({ image: { reference: at('traefik:3') }, linux })).toEqual(['process.user']);
  });
  it.each([
    ['docker', [], ['uid=10001', 'gid=10001']],
    ['podman', [], ['U']],
    ['docker', ['uid=5'], undefined],
  ] as const)('gives a tmpfs of root to the user (%s %j)', (engine, words, options) => {
    const run = { origin: at('').origin, type: at('tmpfs' as const), destination: at('/var/run'), options: words.map((word) => at(word)) };
    const image = { reference: at('nginx') };
    const patch = nonRootUser.harden(container({ engine, image, mounts: [run] }));
    const given = patch.flatMap((change) => (change.set === 'mounts.options' ? [change.to] : []));
    expect(given).toEqual(options === undefined ? [] : [{ destination: '/var/run', options }]);
    const places = patch.flatMap((change) => (change.set === 'mounts.writable' ? change.to : []));
    expect(places).toEqual([{ destination: '/var/cache/nginx', size: 2 ** 28, owner: '10001:10001' }]);
  });
  it('gives user and group elsewhere', () => {
    expect(nonRootUser.harden(container())).toEqual([{ set: 'process.user', to: '10001:10001' }]);
  });
});
