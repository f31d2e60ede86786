import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineOf, sound } from '../../test/support/machine.ts';
import { hostControls } from '../controls/host-index.ts';
import { type Host, knownValue, type MachineDoor } from '../model/index.ts';
import { readHost } from './index.ts';

const hostOf = async (...texts: readonly string[]): Promise<Host> => (await readHost(machineOf(sound, ...texts))).host;

describe('whose view it is', () => {
  it.each([
    ['the machine', '', 'machine'],
    ['a file that an image left on a disk', '==> /.dockerenv <==\n', 'machine'],
    ['a container', '==> /proc/self/ns/pid -> pid:[4026532222] <==\n', 'container'],
    ['a container with the pids of the host', '==> /.dockerenv <==\n==> /proc/self/ns/mnt -> mnt:[4026533333] <==\n', 'container'],
    ['a service with mounts of its own', '==> /proc/self/ns/mnt -> mnt:[4026533333] <==\n', 'machine'],
    ['not known without root', '==> /run/.containerenv <==\n==> /proc/1/ns/mnt missing <==\n', undefined],
    [
      'told by the number of the first mounts',
      '==> /.dockerenv <==\n==> /proc/1/ns/mnt missing <==\n==> /proc/self/ns/mnt -> mnt:[4026531832] <==\n',
      'machine',
    ],
    ['no root needed where nothing points to a container', '==> /proc/1/ns/mnt missing <==\n', 'machine'],
  ])('%s', async (_, text, expected) => expect(knownValue((await hostOf(text)).view)).toBe(expected));
});

describe('what is read', () => {
  it.each<[string, string, (host: Host) => unknown, unknown]>([
    ['the distribution', '', ({ system }) => [knownValue(system.id), knownValue(system.version)], ['debian', '13']],
    ['the package of the running kernel', '', ({ kernel }) => knownValue(kernel.packaged), '6.12.48-1'],
    ['controllers of v2', '', ({ cgroup }) => knownValue(cgroup.controllers)?.slice(0, 4), ['cpuset', 'cpu', 'io', 'memory']],
    [
      'controllers of both hierarchies',
      '==> /proc/self/mounts <==\ncgroup /c/memory cgroup rw,memory 0 0\ncgroup /c/blkio cgroup rw,blkio 0 0\ncgroup /c/systemd cgroup rw,name=systemd 0 0\ncgroup2 /c/unified cgroup2 rw 0 0\n==> /c/unified/cgroup.controllers <==\npids\n',
      ({ cgroup }) => [knownValue(cgroup.layout), knownValue(cgroup.controllers)],
      ['hybrid', ['memory', 'io', 'pids']],
    ],
    [
      'a named hierarchy alone is no v1',
      '==> /proc/self/mounts <==\ncgroup /c/systemd cgroup rw,name=systemd 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n',
      ({ cgroup }) => knownValue(cgroup.layout),
      'v2',
    ],
    [
      'overlay as a module',
      '==> /proc/filesystems <==\nnodev\tproc\n==> /lib/modules/6.12.48+deb13-amd64/kernel/fs/overlayfs/overlay.ko.xz <==\n',
      ({ kernel }) => knownValue(kernel.overlay),
      true,
    ],
    ['landlock', '', ({ kernel }) => knownValue(kernel.landlock), true],
    ['landlock that cannot be seen', '==> /sys/kernel/security/lsm missing <==\n', ({ kernel }) => kernel.landlock.state, 'unknown'],
    [
      'a version with its package',
      '==> /usr/bin/kubelet <==\n==> $ /usr/bin/kubelet --version <==\nKubernetes v1.34.2\n',
      ({ programs }) => programs.map(({ name, version }) => [name, knownValue(version)]),
      [['kubelet', '1.34.2']],
    ],
    [
      '/var/run and /run are one',
      '==> /usr/bin/dockerd <==\n==> /etc/docker/daemon.json <==\n{"hosts": ["unix:///var/run/docker.sock"]}\n==> /run/docker.sock socket 660 0 998 <==\n',
      ({ sockets }) => sockets.length,
      1,
    ],
    [
      'a rootless daemon reads its own file',
      '==> /proc/9/comm <==\ndockerd\n==> /proc/9/status <==\nUid:\t1000\t1000\n==> /proc/9/cmdline <==\ndockerd\n==> /home/anna/.config/docker/daemon.json <==\n{"icc": false}\n',
      ({ docker }) => docker.map(({ name, settings }) => [name, knownValue(settings.icc)]),
      [['Docker of user anna', false]],
    ],
    [
      'a file elsewhere',
      '==> /proc/9/comm <==\ndockerd\n==> /proc/9/status <==\nUid:\t0\t0\n==> /proc/9/cmdline <==\ndockerd --config-file=/srv/d.json -H tcp://1.2.3.4:2375\n==> /srv/d.json <==\n{"icc": false}\n',
      ({ docker }) => docker.map(({ settings }) => [knownValue(settings.icc), settings.hosts.map(knownValue)]),
      [[false, ['tcp://1.2.3.4:2375']]],
    ],
  ])('%s', async (_, text, pick, expected) => expect(pick(await hostOf(text))).toEqual(expected));
});

describe('what is broken', () => {
  const docker = (json: string) => machineOf(sound, `==> /usr/bin/dockerd <==\n==> /etc/docker/daemon.json <==\n${json}`);
  it.each([
    ['a comma too many', '{\n  "icc": false,\n}\n', 3, /is no JSON from here on/],
    ['a word without quotes', '{\n  "icc": no\n}\n', 2, /is no JSON/],
    ['an end too early', '{\n  "icc": false\n', 3, /is no JSON/],
    ['a list', '[1]\n', 1, /holds no JSON object/],
    ['a secret in it', '{"http-proxy": "http://u:s3cr3tword@p" oops', 1, /^(?!.*s3cr3tword)/],
  ])('daemon.json with %s', async (_, json, line, message) => {
    const { host, problems } = await readHost(docker(json));
    expect(problems).toEqual([expect.objectContaining({ file: '/etc/docker/daemon.json', line, message: expect.stringMatching(message) })]);
    expect(host.docker[0]?.settings.icc.state).toBe('unknown');
  });

  it('an empty daemon.json is as good as none', async () => {
    const { problems } = await readHost(docker(' \n'));
    expect(problems).toEqual([]);
  });

  it('a daemon.json that may not be read: a problem, and nothing is guessed', async () => {
    const { host, problems } = await readHost(machineOf(sound, '==> /usr/bin/dockerd <==\n==> /etc/docker/daemon.json refused <==\n'));
    expect(problems).toEqual([expect.objectContaining({ file: '/etc/docker/daemon.json', message: expect.stringMatching(/run as root/) })]);
    expect(host.docker[0]?.settings.icc.state).toBe('unknown');
  });

  it('lines of /etc/subuid that are none', async () => {
    const { host, problems } = await readHost(
      machineOf(sound, '==> /etc/subuid <==\n# mine\n\nanna:100000:65536\nanna:x:1\nanna:1\n:1:1\nben:4294967295:2\na:1:1:1\n'),
    );
    expect(problems.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8]);
    expect(host.subordinate.uid.ranges?.map(knownValue)).toEqual([{ owner: 'anna', start: 100_000, count: 65_536 }]);
  });

  it('a very long /etc/subuid ends', async () => {
    const lines = Array.from({ length: 300_000 }, (_, at) => `u${at}:${at * 10}:10`).join('\n');
    const { host } = await readHost(machineOf(sound, `==> /etc/subuid <==\n${lines}\n`));
    expect(host.subordinate.uid.ranges?.length).toBe(10_000);
    expect(host.subordinate.uid.unread?.state).toBe('unknown');
    for (const control of hostControls) control.judge(host);
  });

  it('no text makes it throw', async () => {
    const paths = [
      '/etc/passwd',
      '/etc/group',
      '/etc/subuid',
      '/etc/subgid',
      '/etc/docker/daemon.json',
      '/proc/self/mounts',
      '/proc/swaps',
      '/proc/version',
      '/proc/9/status',
      '/etc/os-release',
      '/sys/fs/cgroup/cgroup.controllers',
      '/proc/sys/kernel/osrelease',
      '/var/lib/dpkg/status',
      '/lib/systemd/system/docker.service',
    ];
    const piece = fc.constantFrom(
      'a',
      ':',
      '0',
      '1',
      '99999999999',
      ' ',
      '\n',
      '{',
      '"',
      '}',
      '=',
      'cgroup',
      'cgroup2',
      '-',
      'Package: runc\n',
      'Uid:\t',
      '[Service]\nExecStart=',
      '\\',
      '\t',
      ',',
      'é',
      '\u0000',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: paths.length, maxLength: paths.length }), async (texts) => {
        const door: MachineDoor = machineOf(
          sound,
          '==> /usr/bin/dockerd <==\n==> /proc/9/comm <==\ndockerd\n==> /usr/sbin/runc <==\n==> /run/docker.sock socket 660 0 0 <==\n',
          paths.map((path, at) => `==> ${path} <==\n${texts[at]}\n`).join(''),
        );
        const { host } = await readHost(door);
        for (const control of hostControls) control.judge(host);
      }),
      { numRuns: 200 },
    );
  });
});
