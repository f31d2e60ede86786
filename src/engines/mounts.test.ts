import { describe, expect, it } from 'vitest';
import { effective, mountAt, value } from '../../test/support/effective.ts';
import { at } from '../../test/support/table.ts';
import { engineKinds, type Field, knownValue, unknown } from '../model/index.ts';

const words = (list: readonly Field<string>[] | undefined) => (list ?? []).map((entry) => knownValue(entry));

describe('mounts', () => {
  const { origin } = at('');
  const mount = (type: string, destination: string, more: object = {}) => ({
    origin,
    type: at(type as 'bind'),
    destination: at(destination),
    ...more,
  });

  it.each(engineKinds)('%s: what it mounts itself', (kind) => {
    const view = effective(kind);
    expect(view.mounts.map(({ destination }) => knownValue(destination))).toEqual([
      '/proc',
      '/dev',
      '/dev/pts',
      '/dev/mqueue',
      '/dev/shm',
      '/sys',
      '/sys/fs/cgroup',
    ]);
    expect(value(mountAt(view, '/sys')?.readonly)).toBe(true);
    expect(value(mountAt(view, '/dev/shm')?.size)).toBe(67108864);
    expect(words(mountAt(view, '/dev')?.options)).not.toContain('noexec');
    expect(view.mounts.every(({ type }) => knownValue(type) === 'system')).toBe(true);
  });

  it('a declared mount replaces that of the engine, and /dev all below it', () => {
    expect(effective('docker', { mounts: [mount('tmpfs', '/dev/shm/')] }).mounts).toHaveLength(7);
    const dev = effective('docker', { mounts: [mount('bind', '/dev')] });
    expect(dev.mounts.map(({ destination }) => knownValue(destination))).toEqual(['/dev', '/proc', '/sys', '/sys/fs/cgroup']);
  });

  it('no shared memory without an IPC namespace of its own', () => {
    expect(mountAt(effective('docker', { linux: { namespaces: { ipc: at({ mode: 'none' }) } } }), '/dev/shm')).toBeUndefined();
  });

  it.each([
    ['docker', [], ['noexec', 'nosuid', 'nodev']],
    ['docker', ['exec'], ['exec', 'nosuid', 'nodev']],
    ['docker', ['noexec', 'suid'], ['noexec', 'suid', 'nodev']],
    ['podman', [], ['nosuid', 'nodev']],
    ['podman', ['dev', 'noexec'], ['dev', 'noexec', 'nosuid']],
    ['kubernetes', [], []],
  ])('%s: a tmpfs with the options %j has %j', (text, options, expected) => {
    const view = effective(text, { mounts: [mount('tmpfs', '/t', { options: options.map((option) => at(option)) })] });
    expect(words(mountAt(view, '/t')?.options)).toEqual(expected);
  });

  it('an option that is not known may say the contrary: nothing is added', () => {
    const view = effective('docker', { mounts: [mount('tmpfs', '/t', { options: [unknown('?')] })] });
    expect(mountAt(view, '/t')?.options).toHaveLength(1);
  });

  it.each([
    ['docker', 'bind', undefined, false],
    ['docker', 'bind', true, true],
    ['docker', 'image', undefined, true],
    ['kubernetes', 'claim', undefined, false],
    ['kubernetes', 'object', undefined, true],
    ['kubernetes', 'object', false, true],
  ])('%s: a %s with readonly %s is %s', (text, type, written, expected) => {
    const view = effective(text, { mounts: [mount(type, '/t', written === undefined ? {} : { readonly: at(written) })] });
    expect(value(mountAt(view, '/t')?.readonly)).toBe(expected);
  });

  it('Podman leaves the read-only root without them when told to', () => {
    const view = effective('podman', { root: { readonly: at(true), writableTmpfs: at(false) } });
    expect(mountAt(view, '/tmp')).toBeUndefined();
  });

  it('Podman keeps folders writable under a read-only root, Docker and Kubernetes do not', () => {
    const parts = { root: { readonly: at(true, 4) }, mounts: [mount('bind', '/run')] };
    const added = (text: string) =>
      effective(text, parts)
        .mounts.slice(8)
        .map(({ destination }) => knownValue(destination));
    expect(added('podman')).toEqual(['/tmp', '/var/tmp']);
    expect(added('docker')).toEqual([]);
    expect(added('kubernetes')).toEqual([]);
    expect(mountAt(effective('podman', parts), '/tmp')?.readonly).toMatchObject({ value: false, origin: at('', 4).origin });
  });
});
