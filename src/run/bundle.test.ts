import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../test/support/effective-of.ts';
import { bundleConfig } from './bundle.ts';

const parts = {
  ...{
    root: '/b/rootfs',
    args: ['sh'],
    env: ['A=b'],
    user: { uid: 5, gid: 6 },
    terminal: true,
    mounts: [{ destination: '/run/secrets/a' }],
  },
  ...{ seccomp: { defaultAction: 'SCMP_ACT_ERRNO' }, beside: { annotations: { a: 'b' } } },
};

interface Config {
  readonly process: Record<string, unknown>;
  readonly linux: { readonly namespaces: readonly { readonly type: string }[]; readonly seccomp: unknown };
  readonly [key: string]: unknown;
}

const config = (flags: string) => bundleConfig(effectiveOf(`docker run ${flags} image`), parts) as unknown as Config;

describe('the configuration of a runtime alone', () => {
  it('is the effective view, with what a bundle says of its program', () => {
    const { ociVersion, process, root, mounts, linux, annotations } = config('--network none --cap-drop ALL --read-only --ulimit nofile=5');
    expect({ ociVersion, root, annotations }).toEqual({
      ociVersion: '1.0.2',
      root: { path: '/b/rootfs', readonly: true },
      annotations: { a: 'b' },
    });
    expect(process).toMatchObject({
      ...{ args: ['sh'], env: ['A=b'], user: { uid: 5, gid: 6 }, terminal: true },
      // Not the engine's own limits: those are the caller's.
      rlimits: [{ type: 'RLIMIT_NOFILE', soft: 5, hard: 5 }],
    });
    expect((mounts as object[]).at(-1)).toEqual({ destination: '/run/secrets/a' });
    expect(linux.seccomp).toEqual({ defaultAction: 'SCMP_ACT_ERRNO' });
    expect(linux.namespaces.map(({ type }) => type)).toEqual(['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup']);
  });

  it('keeps a named profile of AppArmor, and no word for none', () => {
    expect(config('--network none --security-opt apparmor=mine').process.apparmorProfile).toBe('mine');
    expect(config('--network none --security-opt apparmor=unconfined').process).not.toHaveProperty('apparmorProfile');
  });

  it.each([
    ['', /makes no network/],
    ['-p 80:80', /makes no network/],
    ['--network mine', /makes no network/],
    ['--network none -v data:/data', /keeps no volumes: mount a folder on \/data/],
    ['--network none --device /dev/fuse', /devices and --privileged are for engines/],
    ['--network none --privileged', /devices and --privileged are for engines/],
  ])('%s is not for it', (flags, message) => expect(() => config(flags)).toThrow(message));
});
