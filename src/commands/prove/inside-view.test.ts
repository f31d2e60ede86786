import { describe, expect, it } from 'vitest';
import { processOf } from '../../../test/support/process.ts';
import { knownValue, type ProcessDoor } from '../../model/index.ts';
import type { OwnText } from '../../probes/index.ts';
import { insideView } from './inside-view.ts';

const bootId = '/proc/sys/kernel/random/boot_id';
const machine: ProcessDoor = {
  ...processOf(),
  read: (path) => (path === bootId ? { text: 'one\n' } : { missing: true }),
  link: (path) => (/^\/proc\/(?:self|1)\/ns\//.test(path) ? `${path.replace(/.*\//, '')}:[1]` : undefined),
};
const mount = (point: string, options: string): string => `1 2 0:1 / ${point} ${options} - overlay overlay rw`;
const texts: Readonly<Record<string, OwnText>> = {
  [bootId]: { text: 'one\n' },
  '/proc/self/stat': { text: `7 (x) S ${Array.from({ length: 50 }, () => '5').join(' ')}` },
  '/proc/self/status': { text: 'Uid:\t0\t0\t0\t0\nGid:\t5\t5\t5\t5\nGroups:\t5 6\nNoNewPrivs:\t1\nSeccomp:\t2\n' },
  '/proc/self/mountinfo': { text: `${mount('/', 'ro')}\n${mount('/.bulkhead-probe', 'ro')}\n${mount('/.bulkhead-probe-capable', 'ro')}\n` },
  '/proc/self/uid_map': { text: '         0     100000      65536\n' },
  '/proc/self/gid_map': { text: '         0     200000      65536\n' },
  '/proc/self/attr/current': { error: 'EINVAL' },
  '/proc/self/ns/net': { link: 'net:[2]' },
  '/proc/self/ns/pid': { link: 'pid:[1]' },
};
const view = (more: Readonly<Record<string, OwnText>> = {}, door = machine, mountsBefore = '') =>
  insideView(new Map(Object.entries({ ...texts, ...more })), '/.bulkhead-probe', mountsBefore, door);

async function seen(more: Readonly<Record<string, OwnText>> = {}) {
  const found = await view(more);
  if ('because' in found) throw new Error(found.because);
  return found.container;
}

describe('what the program read of itself, as the observed view', () => {
  it('is known by its place inside', async () => {
    const { process, root } = await seen();
    expect(process.noNewPrivileges).toMatchObject({ value: true, origin: { source: { path: 'inside:/proc/self/status' } } });
    expect(knownValue(root.readonly)).toBe(true);
  });

  it('ids are those of its own user namespace', async () => {
    const { process, linux } = await seen();
    expect([knownValue(process.user), knownValue(process.group), process.additionalGroups?.map(knownValue)]).toEqual([
      { uid: 0 },
      { gid: 5 },
      [{ gid: 6 }],
    ]);
    expect(knownValue(linux.uidMappings)).toEqual([{ containerId: 0, hostId: 100_000, size: 65_536 }]);
  });

  it('namespaces are compared with those of this machine', async () => {
    const { linux } = await seen();
    expect([knownValue(linux.namespaces.network)?.mode, knownValue(linux.namespaces.pid)?.mode]).toEqual(['private', 'host']);
  });

  it('the mounts of the program itself, and of the one beside it, are not the container’s', async () => {
    expect((await seen()).mounts).toEqual([]);
  });

  it('a bind mount comes from what was mounted all the time: a number of a file system may go to another one', async () => {
    const bound = { '/proc/self/mountinfo': { text: `${mount('/', 'ro')}\n3 1 0:9 /sub /data rw - ext4 /dev/x rw\n` } };
    const onHost = '20 1 0:9 / /srv rw - ext4 /dev/x rw\n';
    const door: ProcessDoor = { ...machine, read: (path) => (path === '/proc/self/mountinfo' ? { text: onHost } : machine.read(path)) };
    const sources = async (before: string) => {
      const found = await view(bound, door, before);
      return 'container' in found ? found.container.mounts.map(({ source }) => knownValue(source)) : found;
    };
    expect(await sources(onHost)).toEqual(['/srv/sub']);
    expect(await sources('20 1 0:8 / /srv rw - tmpfs none rw\n')).toEqual([undefined]);
  });

  it('a mount of this machine that was given the number of one of the container is another one', async () => {
    const same = '1 27 0:60 / /srv rw - tmpfs none rw\n';
    const door: ProcessDoor = { ...machine, read: (path) => (path === '/proc/self/mountinfo' ? { text: same } : machine.read(path)) };
    expect(await view({}, door, same)).toMatchObject({ container: { mounts: [] } });
  });

  it('what was not read is not known, and nothing else stands for it', async () => {
    const { observed, linux } = await seen();
    expect(observed?.unreadEnvironment?.state).toBe('unknown');
    expect(observed?.deviceFiles.state).toBe('unknown');
    expect(linux.resources.memory?.limit?.state).toBe('unknown');
  });

  it.each([
    ['of another machine', { [bootId]: { text: 'two\n' } }, 'the engine runs on another machine'],
    ['without /proc', { [bootId]: { error: 'ENOENT' } }, 'the program could not read /proc'],
    ['without a start', { '/proc/self/stat': { error: 'EACCES' } }, 'could not read what the kernel says'],
  ] as const)('%s there is none', async (_, more, because) => {
    expect(await view(more)).toEqual({ because: expect.stringContaining(because) });
  });
});
