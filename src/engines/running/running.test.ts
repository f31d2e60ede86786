import { describe, expect, it } from 'vitest';
import { container } from '../../../test/support/table.ts';
import { written } from '../../model/index.ts';
import { dockerEngine, identify, podmanEngine, type RunningEngine, underEngine } from './index.ts';

const docker = (options: readonly string[], version = '28.1.0') => dockerEngine({ ServerVersion: version, SecurityOptions: options });

describe('what an engine says of itself', () => {
  it.each<[RunningEngine, Partial<RunningEngine>]>([
    [docker(['name=seccomp,profile=default']), { version: '28.1.0', seccomp: 'own', apparmor: false, remapsUsers: false }],
    [docker(['name=apparmor', 'name=seccomp,profile=builtin'], '20.10.24+dfsg1'), { version: '20.10.24', apparmor: true, seccomp: 'own' }],
    [docker(['name=seccomp,profile=unconfined']), { seccomp: 'none' }],
    [docker(['name=seccomp,profile=/etc/docker/seccomp.json']), { seccomp: { path: '/etc/docker/seccomp.json' } }],
    [docker(['name=apparmor']), { seccomp: 'none' }],
    [docker(['name=userns', 'name=no-new-privileges', 'name=rootless']), { remapsUsers: true, noNewPrivileges: true, rootless: true }],
    [
      podmanEngine({ version: { Version: '4.3.1' }, host: { security: { rootless: true, seccompEnabled: true, apparmorEnabled: false } } }),
      { kind: 'podman', rootless: true, seccomp: 'own', apparmor: false },
    ],
    [dockerEngine({ ServerVersion: '20.10.24', CgroupVersion: '1', SecurityOptions: [] }), { sharesCgroupNamespace: true }],
    [podmanEngine({ version: { Version: '4.3.1' }, host: { cgroupVersion: 'v1' } }), { sharesCgroupNamespace: true }],
  ])('%j', (engine, expected) => expect(engine).toMatchObject(expected));

  it.each([
    dockerEngine({ ServerVersion: '20.10.24', CgroupVersion: '1', SecurityOptions: ['name=cgroupns'] }),
    dockerEngine({ ServerVersion: '28.1.0', CgroupVersion: '2', SecurityOptions: [] }),
    podmanEngine({ version: { Version: '4.3.1' }, host: { cgroupVersion: 'v2' } }),
  ])('a control group namespace of its own', (engine) => expect(engine).not.toHaveProperty('sharesCgroupNamespace'));

  it.each<[object, Partial<RunningEngine>]>([
    [{ capabilities: 'CAP_CHOWN,kill' }, { capabilities: ['CAP_CHOWN', 'CAP_KILL'] }],
    [{ capabilities: '' }, { capabilities: [] }],
    [{ seccompEnabled: true, seccompProfilePath: '/usr/share/containers/seccomp.json' }, { seccomp: 'own' }],
    [{ seccompEnabled: true, seccompProfilePath: '' }, { seccomp: 'own' }],
    [{ seccompEnabled: true, seccompProfilePath: '/etc/containers/seccomp.json' }, { seccomp: { path: '/etc/containers/seccomp.json' } }],
    [{ seccompEnabled: false, seccompProfilePath: '/etc/containers/seccomp.json' }, { seccomp: 'none' }],
  ])('Podman that says %j', (security, expected) =>
    expect(podmanEngine({ version: { Version: '5.0.0' }, host: { security } })).toMatchObject(expected),
  );

  it.each([{}, { capabilities: 'ALL' }, { capabilities: 'CAP_NO_SUCH' }])('capabilities that are not told: %j', (security) =>
    expect(podmanEngine({ version: { Version: '5.0.0' }, host: { security } })).not.toHaveProperty('capabilities'),
  );

  it('an engine that says nothing is taken for one like all', () => {
    expect(docker([])).not.toHaveProperty('seccomp');
    expect(podmanEngine({ version: { Version: '5.0.0' } })).not.toHaveProperty('apparmor');
  });

  it('by its headers', () => {
    expect(identify({ server: 'Docker/29.0.0 (linux)' })).toEqual({ kind: 'docker' });
    expect(identify({ 'libpod-api-version': '5.4.2', 'api-version': '1.41' })).toEqual({ kind: 'podman', api: '5.4.2' });
    expect(() => identify({ 'libpod-api-version': '../..' })).toThrow('no container engine');
    expect(() => identify({ server: 'nginx' })).toThrow('no container engine');
  });
});

describe('under an engine', () => {
  const { origin } = container();
  const bare = container();

  it('what the container says stands', () => {
    const own = container({
      process: { noNewPrivileges: written(false, origin), apparmor: written({ profile: 'named', name: 'x' }, origin) },
      linux: { namespaces: { user: written({ mode: 'host' }, origin) }, seccomp: written({ profile: 'default' }, origin) },
    });
    expect(underEngine(own, docker(['name=userns', 'name=no-new-privileges']))).toEqual(own);
  });

  it('else what the engine does for all', () => {
    const engine = docker(['name=userns', 'name=no-new-privileges', 'name=seccomp,profile=/p.json']);
    const { process, linux } = underEngine(bare, engine);
    expect(process.noNewPrivileges).toMatchObject({ value: true, from: 'no-new-privileges of Docker 28.1.0' });
    expect(process.apparmor).toMatchObject({ value: { profile: 'unconfined' } });
    expect(linux.namespaces.user).toMatchObject({ value: { mode: 'private' }, from: 'userns-remap of Docker 28.1.0' });
    expect(linux.seccomp).toMatchObject({ value: { profile: 'custom', path: '/p.json' } });
    expect(underEngine(bare, docker(['name=userns'])).linux.seccomp).toMatchObject({ value: { profile: 'unconfined' } });
  });

  it('the host’s control groups, where no other ones can be had without asking', () => {
    const engine = dockerEngine({ ServerVersion: '20.10.24', CgroupVersion: '1', SecurityOptions: [] });
    expect(underEngine(bare, engine).linux.namespaces.cgroup).toMatchObject({ value: { mode: 'host' } });
    const own = container({ linux: { namespaces: { cgroup: written({ mode: 'private' }, origin) } } });
    expect(underEngine(own, engine).linux.namespaces.cgroup).toMatchObject({ value: { mode: 'private' } });
  });

  it('privileged: nothing is put beside what follows from that', () => {
    const privileged = container({ privileged: written(true, origin) });
    expect(underEngine(privileged, docker(['name=seccomp,profile=/p.json']))).toEqual(privileged);
  });
});
