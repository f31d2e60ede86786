import { describe, expect, it } from 'vitest';
import { doors, openByDefault } from '../../facts/syscalls/index.ts';
import { type Circumstances, compile, readProfile, resolveProfile, strengthOf, stricterProfile } from './index.ts';

const runtime = { knows: () => true, enosys: 'listed' } as const;

function openDoors(reader: Circumstances['reader'], names: readonly string[], architecture: 'x86_64' | 'aarch64' = 'x86_64') {
  const capabilities = new Set(names);
  const text = JSON.stringify(stricterProfile(architecture, capabilities));
  const { profile, problems } = readProfile({ path: 'stricter.json', text });
  expect(problems).toEqual([]);
  if (profile === undefined) throw new Error('no profile');
  const circumstances = { reader, native: architecture, capabilities, kernel: { major: 6, minor: 1 } } as const;
  const filter = compile(resolveProfile(profile, circumstances), runtime);
  if ('refused' in filter) throw new Error(JSON.stringify(filter));
  return strengthOf(profile, filter, ['close', 'execve', 'openat', 'write']);
}

describe('the stricter profile', () => {
  it.each(['docker', 'podman', 'oci'] as const)('%s: no door is open without capabilities, and runc can start under it', (reader) => {
    const { open, deniedAtStart, allowsByDefault } = openDoors(reader, []);
    expect(open.map(({ id }) => id)).toEqual([]);
    expect({ deniedAtStart, allowsByDefault }).toEqual({ deniedAtStart: [], allowsByDefault: false });
  });

  it('arm64 as well', () => expect(openDoors('docker', [], 'aarch64').open).toEqual([]));

  it.each<[string, string[]]>([
    ['CAP_SYS_PTRACE', ['kcmp', 'pidfd_getfd', 'process_madvise']],
    ['CAP_SYS_CHROOT', ['chroot']],
    ['CAP_NET_ADMIN', []],
    ['CAP_BPF', ['bpf']],
  ])('%s opens what it is for', (capability, expected) =>
    expect(openDoors('docker', [capability]).open.map(({ id }) => id)).toEqual(expected),
  );

  it('CAP_SYS_ADMIN opens namespaces and mounts, and neither sockets nor keys', () => {
    const open = new Set(openDoors('docker', ['CAP_SYS_ADMIN']).open.map(({ id }) => id));
    expect([...open]).toEqual(expect.arrayContaining(['unshare(CLONE_NEWUSER)', 'clone(CLONE_NEWUSER)', 'clone3', 'mount']));
    for (const id of ['socket(AF_ALG)', 'socket(AF_VSOCK)', 'keyctl', 'io_uring_setup', 'userfaultfd', 'init_module'])
      expect(open.has(id)).toBe(false);
    expect(open.size).toBeLessThan(doors.length);
  });

  it('less is open than with the profile of the engine', () => {
    const [own] = openDoors('docker', []).architectures;
    expect(own?.allowed).toBeGreaterThan(250);
    expect(own?.allowed).toBeLessThan(openByDefault('docker', undefined, new Set()).open - 5);
  });

  it('an architecture without a table has none', () => expect(stricterProfile('arm', new Set())).toBeUndefined());
});
