import { expect, describe as group, it } from 'vitest';
import { processOf, recording } from '../../test/support/process.ts';
import { describe } from '../engines/index.ts';
import { type Container, knownValue } from '../model/index.ts';
import { observe } from './index.ts';

const seen = (...texts: readonly string[]): Promise<Container> => observe(processOf(...texts), 4711, 'web');

/** "path = value (file)" of each row that a test asks about. */
function said(container: Container, ...paths: readonly string[]): string[] {
  return describe(container)
    .filter(({ path }) => paths.some((one) => path === one || path.startsWith(`${one}[`) || path.startsWith(`${one}.`)))
    .map(({ path, value, reason }) => {
      const ground =
        reason.kind === 'written' ? reason.origin.source.path : reason.kind === 'default' ? reason.from : `unknown: ${reason.because}`;
      return `${path} = ${value} (${ground.replace(/\/[^/]+\/c0ffee0+\//, '/…/')})`;
    });
}

group('a recorded process', () => {
  it('hardened, by Docker', async () => {
    const container = await seen(recording('docker-hardened'));
    expect(
      said(
        container,
        'process.user',
        'process.noNewPrivileges',
        'process.capabilities',
        'root',
        'privileged',
        'linux.seccomp',
        'process.oomScoreAdj',
      ),
    ).toEqual([
      'process.user = 10001 (/proc/4711/status)',
      'process.noNewPrivileges = yes (/proc/4711/status)',
      'process.capabilities = none (nothing sets it)',
      'process.oomScoreAdj = 100 (/proc/4711/oom_score_adj)',
      'root.readonly = yes (/proc/4711/mountinfo)',
      'linux.seccomp = custom (/proc/4711/status)',
      'privileged = no (/proc/4711/status)',
    ]);
    expect(container.process.capabilities).toEqual({ bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] });
    expect(said(container, 'linux.resources')).toEqual([
      'linux.resources.memory.limit = 256 MiB (/sys/fs/cgroup/memory/…/memory.limit_in_bytes)',
      'linux.resources.memory.swap = 512 MiB (/sys/fs/cgroup/memory/…/memory.memsw.limit_in_bytes)',
      'linux.resources.memory.disableOOMKiller = no (/sys/fs/cgroup/memory/…/memory.oom_control)',
      'linux.resources.cpu.shares = 512 (/sys/fs/cgroup/cpu/…/cpu.shares)',
      'linux.resources.cpu.quota = 50000 µs of every 100000 µs (0.5 CPUs) (/sys/fs/cgroup/cpu/…/cpu.cfs_quota_us)',
      'linux.resources.pids.limit = 100 (/sys/fs/cgroup/pids/…/pids.max)',
      'linux.resources.blockIO.weight = -1 (/sys/fs/cgroup/blkio/…/blkio.bfq.weight)',
    ]);
    expect(said(container, 'mounts').filter((row) => !row.includes('= system'))).toEqual([
      'mounts[/srv] = bind, /srv, read-only, private (/proc/4711/mountinfo)',
      'mounts[/data] = volume, data, writable, slave (/proc/4711/mountinfo)',
      'mounts[/tmp] = tmpfs, writable, private, nosuid, nodev, noexec, size 16 MiB (/proc/4711/mountinfo)',
    ]);
    expect(container.linux.maskedPaths).toMatchObject({ value: ['/proc/acpi', '/proc/keys', '/proc/timer_list', '/sys/firmware'] });
    expect(container.linux.readonlyPaths).toMatchObject({ value: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys'] });
    expect(container.linux.namespaces).toMatchObject({
      pid: { value: { mode: 'private' } },
      network: { value: { mode: 'none' } },
      user: { value: { mode: 'host' } },
      cgroup: { value: { mode: 'host' } },
    });
    expect(container.observed).toMatchObject({
      pid: 4711,
      seenFrom: { value: 'machine' },
      executable: { value: '/bin/busybox' },
      seccompFilters: { value: 1 },
      listening: { value: [{ protocol: 'tcp', address: '::', port: 8080 }] },
      rootOnHost: { value: 0 },
      defaultRoutes: { value: [] },
      lacks: expect.arrayContaining(['/proc/kcore', '/proc/scsi']),
    });
    expect(container.linux.devices).toEqual([]);
  });

  it('as Docker starts it by default: 14 capabilities, each from the line that holds the set', async () => {
    const { process, linux } = await seen(recording('docker-default'));
    expect(process.capabilities?.bounding).toHaveLength(14);
    const [first] = process.capabilities?.bounding ?? [];
    expect(first).toMatchObject({ value: 'CAP_CHOWN' });
    expect(first?.origin?.source.text.slice(first.origin.start, first.origin.end)).toBe('CapBnd:\t00000000a80425fb');
    expect(linux.resources).toMatchObject({
      memory: { limit: { value: -1 } },
      pids: { limit: { value: -1 } },
      cpu: { quota: { value: -1 } },
    });
  });

  it('with mapped ids, by Podman: who it is inside, and which user of the host is its root', async () => {
    const { process, linux, observed } = await seen(recording('podman-mapped'));
    expect(process.user).toMatchObject({ value: { uid: 500 } });
    expect(linux.uidMappings).toMatchObject({ value: [{ containerId: 0, hostId: 100_000, size: 2000 }] });
    expect(linux.namespaces.user).toMatchObject({ value: { mode: 'private' } });
    expect(observed?.rootOnHost).toMatchObject({ value: 100_000 });
  });

  it('with the host’s namespaces: its own sockets alone, the devices and folders that it was given', async () => {
    const container = await seen(recording('podman-weak'));
    const { linux, ports } = container;
    for (const name of ['pid', 'network', 'ipc', 'uts'] as const) expect(linux.namespaces[name]).toMatchObject({ value: { mode: 'host' } });
    expect(ports.map(({ containerPort, published }) => [knownValue(containerPort), published])).toEqual([['8080', true]]);
    expect(linux.seccomp).toMatchObject({ value: { profile: 'unconfined' } });
    expect(linux.maskedPaths).toMatchObject({ value: [] });
    expect(said(container, 'mounts').filter((row) => row.includes('= bind'))).toEqual([
      'mounts[/shared] = bind, /tmp, writable, shared (/proc/4711/mountinfo)',
      'mounts[/host-etc] = bind, /etc, writable, private (/proc/4711/mountinfo)',
    ]);
  });
});

const cgroup2 = `
==> /proc/4711/cgroup <==
0::/machine.slice/web.scope
==> /proc/self/mountinfo <==
30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
==> /sys/fs/cgroup/machine.slice/memory.max <==
134217728
==> /sys/fs/cgroup/machine.slice/web.scope/memory.max <==
268435456
==> /sys/fs/cgroup/machine.slice/web.scope/memory.swap.max <==
0
==> /sys/fs/cgroup/machine.slice/web.scope/cpu.max <==
50000 100000
==> /sys/fs/cgroup/machine.slice/web.scope/pids.max <==
max
==> /sys/fs/cgroup/machine.slice/web.scope/io.bfq.weight <==
default 300
`;

group('what changes', () => {
  const base = recording('docker-hardened');

  it('cgroup version 2: the tighter limit of a group above counts', async () => {
    const { memory, cpu, pids, blockIO } = (await seen(base, cgroup2)).linux.resources;
    expect(memory?.limit).toMatchObject({ value: 134_217_728, origin: { source: { path: '/sys/fs/cgroup/machine.slice/memory.max' } } });
    expect(memory?.swap).toMatchObject({ value: 134_217_728 });
    expect([cpu?.quota, cpu?.period, pids?.limit, blockIO?.weight].map(knownValue)).toEqual([50_000, 100_000, -1, 300]);
  });

  it.each<[string, string, (container: Container) => unknown, unknown]>([
    [
      'AppArmor',
      '==> /proc/4711/attr/apparmor/current <==\ndocker-default (enforce)\n',
      ({ process }) => process.apparmor,
      { value: { profile: 'default', name: 'docker-default' } },
    ],
    [
      'AppArmor that only complains',
      '==> /proc/4711/attr/apparmor/current <==\nweb (complain)\n',
      ({ process }) => process.apparmorReach,
      { value: { mode: 'complain' } },
    ],
    [
      'AppArmor off',
      '==> /proc/4711/attr/apparmor/current <==\nunconfined\n',
      ({ process }) => process.apparmor,
      { state: 'written', value: { profile: 'unconfined' } },
    ],
    [
      'SELinux',
      '==> /proc/4711/attr/current <==\nsystem_u:system_r:container_t:s0:c1,c2\n',
      ({ process }) => process.selinux,
      { value: { disabled: false, type: 'container_t', level: 's0:c1,c2' } },
    ],
    ['no security module', '', ({ process }) => process.apparmor, { state: 'default', from: 'the kernel runs no AppArmor' }],
    [
      'status that may not be read',
      '==> /proc/4711/status refused <==\n',
      ({ process }) => process.noNewPrivileges,
      { state: 'unknown', because: expect.stringMatching(/status was not read: permission.*root of the machine may read it$/) },
    ],
    ['mounts that may not be read', '==> /proc/4711/mountinfo refused <==\n', ({ root }) => root.readonly, { state: 'unknown' }],
    ['variables that may not be read', '==> /proc/4711/environ refused <==\n', ({ process }) => process.env, []],
    [
      'a group out of sight',
      '==> /proc/4711/cgroup <==\n4:memory:/../other\n',
      ({ linux }) => linux.resources.memory?.limit,
      { state: 'unknown', because: expect.stringContaining('lies outside') },
    ],
    [
      'a reader inside a container',
      '==> /proc/self/ns/pid -> pid:[4026532999] <==\n',
      ({ observed }) => observed?.seenFrom,
      { value: 'container' },
    ],
    [
      'the reader’s own namespace there',
      '==> /proc/self/ns/ipc -> ipc:[4026532324] <==\n==> /proc/4711/ns/ipc -> ipc:[4026532324] <==\n',
      ({ linux }) => linux.namespaces.ipc,
      { value: { mode: 'host' }, from: 'the namespace that bulkhead itself runs in' },
    ],
    [
      'a network of which an old kernel does not tell',
      '==> /proc/sys/kernel/osrelease <==\n5.10.0\n',
      ({ linux }) => linux.namespaces.network,
      { state: 'unknown' },
    ],
    [
      'a device',
      '==> /proc/4711/root/dev/fuse node character 10 229 <==\n',
      ({ linux }) => linux.devices,
      [{ value: { path: '/dev/fuse' } }],
    ],
  ])('%s', async (_, text, of, expected) => {
    const value = of(await seen(base, text));
    if (Array.isArray(expected)) expect(value).toHaveLength(expected.length);
    expect(value).toMatchObject(expected as object);
  });

  it('all capabilities, no filter, nothing hidden: privileged', async () => {
    const status = '==> /proc/4711/status <==\nCapBnd:\t000001ffffffffff\nSeccomp:\t0\n';
    const mountinfo = '==> /proc/4711/mountinfo <==\n1 0 0:50 / / rw - overlay overlay rw\n';
    expect((await seen(base, status, mountinfo)).privileged).toMatchObject({ value: true });
    expect((await seen(base, status)).privileged).toMatchObject({ value: false });
  });

  it('without a mount namespace of its own it has the whole host, also where a stranger asks', async () => {
    const mine =
      '==> /proc/4711/mountinfo <==\n27 1 254:0 / / rw - ext4 /dev/vda rw\n==> /proc/4711/ns/mnt missing <==\n==> /proc/4711/root -> / <==\n';
    expect(said(await seen(base, mine), 'mounts')).toEqual(['mounts[/] = bind, /, writable (/proc/4711/root)']);
  });

  it('no value of a variable can be quoted', async () => {
    const { process } = await seen(base);
    const secret = process.env.find(({ name }) => name === 'DB_PASSWORD');
    expect(knownValue(secret?.value)).toBe('K4ngaroo99');
    expect(secret?.origin.source.text).toBe('');
    expect(knownValue(process.args)?.[0]).toBe('/bin/busybox');
    expect(process.args?.origin?.source.text).toBe('');
  });
});

group('a process that is not there', () => {
  it('never was', async () => {
    await expect(observe(processOf(recording('docker-default')), 4712, 'x')).rejects.toThrow(/^there is no process 4712 here/);
  });

  it.each([
    ['ends meanwhile', undefined],
    ['ends, and another one takes its number', '4711 (sh) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99999 0'],
    ['is a zombie', '4711 (sh) Z 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1569419 0'],
  ])('%s', async (_, later) => {
    const door = processOf(recording('docker-default'));
    let asked = 0;
    const dying = {
      ...door,
      read: (path: string) =>
        path === '/proc/4711/stat' && asked++ > 0 ? (later === undefined ? { missing: true as const } : { text: later }) : door.read(path),
    };
    await expect(observe(dying, 4711, 'x')).rejects.toThrow('process 4711 ended while it was looked at');
  });
});
