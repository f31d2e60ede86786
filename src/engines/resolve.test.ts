import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effective, engine, value } from '../../test/support/effective.ts';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { type Container, engineKinds, type Field, unknown } from '../model/index.ts';
import { defaultEngine } from './known.ts';
import { resolveWith } from './resolve.ts';

const noImage = () => undefined;

/** Docker, Podman and Kubernetes agree where they agree, and differ exactly here. */
describe('a container that declares nothing', () => {
  const parts: Record<string, (view: Container) => Field<unknown> | undefined> = {
    noNewPrivileges: ({ process }) => process.noNewPrivileges,
    seccomp: ({ linux }) => linux.seccomp,
    apparmor: ({ process }) => process.apparmor,
    selinux: ({ process }) => process.selinux,
    readonly: ({ root }) => root.readonly,
    privileged: ({ privileged }) => privileged,
    pid: ({ linux }) => linux.namespaces.pid,
    network: ({ linux }) => linux.namespaces.network,
    ipc: ({ linux }) => linux.namespaces.ipc,
    uts: ({ linux }) => linux.namespaces.uts,
    mount: ({ linux }) => linux.namespaces.mount,
    user: ({ linux }) => linux.namespaces.user,
    cgroup: ({ linux }) => linux.namespaces.cgroup,
    time: ({ linux }) => linux.namespaces.time,
    memory: ({ linux }) => linux.resources.memory?.limit,
    swap: ({ linux }) => linux.resources.memory?.swap,
    quota: ({ linux }) => linux.resources.cpu?.quota,
    pids: ({ linux }) => linux.resources.pids?.limit,
    oomScoreAdj: ({ process }) => process.oomScoreAdj,
    token: ({ serviceAccountToken }) => serviceAccountToken,
    runAsNonRoot: ({ process }) => process.runAsNonRoot,
  };
  const [own, host, absent] = [{ mode: 'private' }, { mode: 'host' }, 'absent'];
  it.each<[string, unknown, unknown, unknown, unknown]>([
    // docker 29, podman 5.8, podman 5.8 rootless, kubernetes 1.35
    ['noNewPrivileges', false, false, false, false],
    ['seccomp', { profile: 'default' }, { profile: 'default' }, { profile: 'default' }, { profile: 'unconfined' }],
    ['apparmor', { profile: 'default' }, { profile: 'default' }, { profile: 'unconfined' }, { profile: 'default' }],
    ['selinux', { disabled: false }, { disabled: false }, { disabled: false }, { disabled: false }],
    ['readonly', false, false, false, false],
    ['privileged', false, false, false, false],
    ['pid', own, own, own, own],
    ['network', own, own, own, own],
    ['ipc', own, { mode: 'shareable' }, { mode: 'shareable' }, own],
    ['uts', own, own, own, absent],
    ['mount', own, own, own, own],
    ['user', host, host, own, host],
    ['cgroup', own, own, own, absent],
    ['time', own, host, host, host],
    ['memory', -1, -1, -1, -1],
    ['swap', -1, -1, -1, absent],
    ['quota', -1, -1, -1, -1],
    ['pids', -1, 2048, 2048, absent],
    ['oomScoreAdj', 0, 0, 0, absent],
    ['token', absent, absent, absent, true],
    ['runAsNonRoot', absent, absent, absent, absent],
  ])('%s', (name, docker, podman, rootless, kubernetes) => {
    const part = parts[name];
    const found = ['docker', 'podman', 'podman+rootless', 'kubernetes'].map((text) => value(part?.(effective(text))));
    expect(found).toEqual([docker, podman, rootless, kubernetes]);
  });

  it.each([
    ['docker', 'Docker 29 default'],
    ['docker@20.10', 'Docker 20.10 default'],
    ['podman@4.9+rootless', 'Podman 4.9 rootless default'],
  ])('%s: names its engine as the reason', (text, from) => {
    expect(effective(text).process.noNewPrivileges).toMatchObject({ from });
  });

  it.each([
    ['docker@29.4', 'host'],
    ['docker@29.5', 'private'],
  ])('%s: time namespace %s', (text, mode) => {
    expect(value(effective(text).linux.namespaces.time)).toEqual({ mode });
  });

  it.each([
    ['podman@4.0', 'private'],
    ['podman@4.1', 'shareable'],
  ])('%s: ipc %s', (text, mode) => {
    expect(value(effective(text).linux.namespaces.ipc)).toEqual({ mode });
  });

  it.each([
    ['docker@20.10', [1048576, 1048576]],
    ['docker@28', [-1, -1]],
    ['docker@29', [1024, 524288]],
    ['podman', [1048576, 1048576]],
  ])('%s: nofile %j', (text, expected) => {
    const nofile = effective(text).process.rlimits.find(({ type }) => type === 'nofile');
    expect([value(nofile?.soft), value(nofile?.hard)]).toEqual(expected);
  });

  it("core dumps are unlimited by containerd's service", () => {
    const core = effective('docker').process.rlimits.find(({ type }) => type === 'core');
    expect(core?.hard).toMatchObject({ value: -1, from: "Docker 29 default: the limits of containerd's service" });
  });

  it('a pod sets no rlimits', () => {
    expect(effective('kubernetes').process.rlimits).toEqual([]);
  });
});

describe('what is written stays', () => {
  it.each<[string, Overrides, (view: Container) => unknown]>([
    ['rlimit', { process: { rlimits: [{ type: 'nofile', soft: at(7), hard: at(8) }] } }, ({ process }) => process.rlimits[0]?.soft],
    ['pids', { linux: { resources: { pids: { limit: at(7) } } } }, ({ linux }) => linux.resources.pids?.limit],
    ['swap', { linux: { resources: { memory: { limit: at(7), swap: at(7) } } } }, ({ linux }) => linux.resources.memory?.swap],
    ['seccomp', { linux: { seccomp: at(7 as never) } }, ({ linux }) => linux.seccomp],
    ['masked paths', { linux: { maskedPaths: at(7 as never) } }, ({ linux }) => linux.maskedPaths],
    ['cgroup namespace', { linux: { namespaces: { cgroup: at(7 as never) } } }, ({ linux }) => linux.namespaces.cgroup],
  ])('%s', (_name, parts, part) => {
    for (const kind of engineKinds) expect(part(effective(kind, parts))).toMatchObject({ state: 'written', value: 7 });
  });

  it('an unknown stays unknown', () => {
    const doubt = unknown('${X} is not set');
    const view = effective('docker', { root: { readonly: doubt }, linux: { resources: { memory: { limit: doubt } } } });
    expect(view.root.readonly).toBe(doubt);
    expect(view.linux.resources.memory?.limit).toBe(doubt);
    expect(view.linux.resources.memory?.swap).toBe(doubt);
  });

  it('swap is twice the memory, but not in a pod', () => {
    const parts = { linux: { resources: { memory: { limit: at(100) } } } };
    expect(value(effective('docker', parts).linux.resources.memory?.swap)).toBe(200);
    expect(value(effective('podman', parts).linux.resources.memory?.swap)).toBe(200);
    expect(value(effective('kubernetes', parts).linux.resources.memory?.swap)).toBe('absent');
  });
});

describe('from the image built here', () => {
  const variable = (name: string, text: string) => ({ name, origin: at('').origin, value: at(text) });
  const built = container({
    kind: 'image',
    process: { env: [variable('A', 'image'), variable('B', 'image')], args: at(['run']), cwd: at('/app'), user: at({ uid: 9 }) },
    healthcheck: at({ disabled: false, test: ['CMD', 'true'] }),
  });
  const view = (kind: string, parts: Overrides = {}) => effective(kind, { image: { built }, ...parts });

  it('environment below its own, user, arguments and folder', () => {
    const { process } = view('docker', { process: { env: [variable('B', 'own')] } });
    expect(process.env.map(({ name, value: field }) => [name, value(field)])).toEqual([
      ['A', 'image'],
      ['B', 'own'],
    ]);
    expect([value(process.args), value(process.cwd), value(process.user)]).toEqual([['run'], '/app', { uid: 9 }]);
  });

  it('the health check, which a kubelet never looks at', () => {
    expect(view('docker').healthcheck).toBe(built.healthcheck);
    expect(view('kubernetes').healthcheck).toBeUndefined();
    expect(value(view('docker', { healthcheck: at({ disabled: true }) }).healthcheck)).toEqual({ disabled: true });
  });

  it('an image alone gets only what the image settles', () => {
    const alone = effective('docker', { kind: 'image', image: { reference: at('scratch') } });
    expect(value(alone.process.user)).toEqual({ uid: 0 });
    expect({ ...alone, process: undefined }).toEqual({
      ...container({ kind: 'image', image: { reference: at('scratch') } }),
      process: undefined,
    });
  });
});

it('a Windows container stays as declared', () => {
  const declared = container({ os: at('windows'), privileged: at(true) });
  expect(resolveWith(declared, engine('kubernetes'), noImage)).toBe(declared);
});

it('is pure', () => {
  const parts = fc.record({
    privileged: fc.boolean(),
    uid: fc.nat(3),
    memory: fc.integer({ min: -1, max: 9 }),
    kind: fc.constantFrom(...engineKinds),
  });
  fc.assert(
    fc.property(parts, ({ privileged, uid, memory, kind }) => {
      const declared = container({
        engine: kind,
        privileged: at(privileged),
        process: { user: at({ uid }) },
        linux: { resources: { memory: { limit: at(memory) } } },
      });
      const before = JSON.stringify(declared);
      const once = resolveWith(declared, defaultEngine(kind), noImage);
      expect(JSON.stringify(declared)).toBe(before);
      expect(resolveWith(declared, defaultEngine(kind), noImage)).toEqual(once);
    }),
  );
});

it.each([
  ['podman@5.4+rootless', 'private'],
  ['docker@29+rootless', 'private'],
  ['podman@5.4', 'host'],
])('%s: --userns host is %s', (text, mode) => {
  const user = at({ mode: 'host' as const });
  expect(effective(text, { linux: { namespaces: { user } } }).linux.namespaces.user).toMatchObject({
    value: { mode },
    origin: user.origin,
  });
});
