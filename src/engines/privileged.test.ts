import { describe, expect, it } from 'vitest';
import { effective, mountAt } from '../../test/support/effective.ts';
import { at, type Overrides } from '../../test/support/table.ts';
import { type Container, engineKinds, unknown } from '../model/index.ts';

const readonlyAt = (view: Container, path: string) => mountAt(view, path)?.readonly;

describe.each(engineKinds)('%s: privileged: true', (kind) => {
  const view = effective(kind, { privileged: at(true, 5) });
  const because = { state: 'default', from: 'privileged: true', origin: at('', 5).origin };

  it.each<[string, (view: Container) => unknown, unknown]>([
    ['seccomp', ({ linux }) => linux.seccomp, { ...because, value: { profile: 'unconfined' } }],
    ['AppArmor', ({ process }) => process.apparmor, { ...because, value: { profile: 'unconfined' } }],
    ['SELinux', ({ process }) => process.selinux, { ...because, value: { disabled: true } }],
    ['masked paths', ({ linux }) => linux.maskedPaths, { ...because, value: [] }],
    ['read-only paths', ({ linux }) => linux.readonlyPaths, { ...because, value: [] }],
    ['devices', ({ linux }) => linux.devices, [{ ...because, value: { path: '/dev/*' } }]],
    ['the last capability', ({ process }) => process.capabilities?.bounding?.at(-1), { ...because, value: 'CAP_CHECKPOINT_RESTORE' }],
    ['/sys', (container) => readonlyAt(container, '/sys'), { ...because, value: false }],
    ['/sys/fs/cgroup', (container) => readonlyAt(container, '/sys/fs/cgroup'), { ...because, value: false }],
    ['the word itself', ({ privileged }) => privileged, at(true, 5)],
  ])('%s', (_name, part, expected) => {
    expect(part(view)).toEqual(expected);
  });
});

describe('what is written beside privileged: true', () => {
  const custom = { linux: { seccomp: at({ profile: 'custom' as const, path: 'own.json' }) } };
  const named = { process: { apparmor: at({ profile: 'named' as const, name: 'own' }) } };
  const runtimes = { process: { apparmor: at({ profile: 'default' as const }) } };
  const label = { process: { selinux: at({ disabled: false, type: 'own_t' }) } };

  it.each<[string, string, Overrides, (view: Container) => unknown, boolean]>([
    ['seccomp', 'docker@26.1', custom, ({ linux }) => linux.seccomp, false],
    ['seccomp', 'docker@27.0', custom, ({ linux }) => linux.seccomp, true],
    ['seccomp', 'podman', custom, ({ linux }) => linux.seccomp, true],
    ['seccomp', 'kubernetes', custom, ({ linux }) => linux.seccomp, false],
    ['AppArmor', 'docker', named, ({ process }) => process.apparmor, true],
    ['AppArmor', 'podman', named, ({ process }) => process.apparmor, true],
    ['AppArmor', 'kubernetes', named, ({ process }) => process.apparmor, true],
    ["the runtime's AppArmor", 'kubernetes', runtimes, ({ process }) => process.apparmor, false],
    ['SELinux', 'docker', label, ({ process }) => process.selinux, true],
    ['SELinux', 'podman', label, ({ process }) => process.selinux, true],
  ])('%s, %s: stands or falls as the engine has it', (_name, engine, parts, part, stands) => {
    const field = part(effective(engine, { privileged: at(true), ...parts }));
    expect(field).toMatchObject(stands ? { state: 'written' } : { state: 'default', from: 'privileged: true' });
  });

  it('false changes nothing', () => {
    expect(effective('docker', { privileged: at(false) }).linux.seccomp).toMatchObject({ value: { profile: 'default' } });
  });
});

it('where privileged is not known, neither is what it decides', () => {
  const view = effective('docker', { privileged: unknown('${P} is not set') });
  const { linux, process } = view;
  const doubt = { state: 'unknown', because: 'it is not known whether the container is privileged: ${P} is not set' };
  for (const field of [linux.seccomp, process.apparmor, process.selinux, linux.maskedPaths, linux.readonlyPaths])
    expect(field).toMatchObject(doubt);
  expect(linux.devices).toMatchObject([doubt]);
  expect(process.capabilities?.bounding).toMatchObject([doubt]);
  expect(readonlyAt(view, '/sys')).toMatchObject(doubt);
});

it.each(['pid', 'ipc'] as const)("the host's %s namespace switches the SELinux label off, by the line that asks for it", (name) => {
  const parts = { linux: { namespaces: { [name]: at({ mode: 'host' as const }, 6) } } };
  const off = { state: 'default', value: { disabled: true }, origin: at('', 6).origin };
  expect(effective('docker', parts).process.selinux).toMatchObject(off);
  expect(effective('podman', parts).process.selinux).toMatchObject(off);
  expect(effective('kubernetes', parts).process.selinux).toMatchObject({ value: { disabled: false } });
});
