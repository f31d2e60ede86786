import { describe, expect, it } from 'vitest';
import { processOf, recording } from '../../test/support/process.ts';
import { at } from '../../test/support/table.ts';
import { resolve } from '../engines/index.ts';
import { byDefault, type Container } from '../model/index.ts';
import { observe } from '../observe/index.ts';
import { bareContainer } from '../reports/bare.ts';
import { compare, sayDrift } from './index.ts';

const docker = { kind: 'docker', version: '20.10.24' } as const;

/** What Docker makes of nothing but what a test writes. */
function effective(parts: (bare: Container) => Partial<Container> = () => ({})): Container {
  const bare = { ...bareContainer('run-command'), origin: at('docker run').origin, image: { reference: at('web') } };
  return resolve({ ...bare, process: { ...bare.process, user: at({ uid: 0 }) }, ...parts(bare) } as Container, docker);
}

const observed = (...texts: readonly string[]): Promise<Container> =>
  observe(processOf(recording('docker-default'), ...texts), 4711, 'web');

/** The recorded container takes the control-group namespace of the host, as Docker does by default with version 1. */
const cgroup = { cgroup: at({ mode: 'host' } as const) };
const plain = effective(({ linux }) => ({ linux: { ...linux, namespaces: cgroup } }));
const told = (asked: Container, is: Container): string[] => compare(asked, is).map(({ direction, path }) => `${direction} ${path}`);

describe('effective against observed', () => {
  it('a default container: nothing differs', async () => expect(compare(plain, await observed()).map(sayDrift)).toEqual([]));

  const group = 'c0ffee0000000000000000000000000000000000000000000000000000000000';
  const rate = at({ of: 'write bytes', device: '/dev/sda', rate: 1024 } as const);
  it.each<readonly [string, (bare: Container) => Partial<Container>, string, readonly string[]]>([
    [
      'a limit that is not there',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { memory: { limit: at(67_108_864) } } } }),
      '',
      ['weaker linux.resources.memory.limit', 'weaker linux.resources.memory.swap'],
    ],
    [
      'a limit within one page',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { memory: { limit: at(67_108_865), swap: at(-1) } } } }),
      `==> /sys/fs/cgroup/memory/docker/${group}/memory.limit_in_bytes <==\n67108864\n`,
      [],
    ],
    [
      'a number of processes',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { pids: { limit: at(50) } } } }),
      '',
      ['weaker linux.resources.pids.limit'],
    ],
    [
      'half of a processor',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { cpu: { quota: at(50_000), period: at(100_000) } } } }),
      '',
      ['weaker linux.resources.cpu.quota'],
    ],
    [
      'the same share in another period',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { cpu: { quota: at(5000), period: at(10_000) } } } }),
      `==> /sys/fs/cgroup/cpu/docker/${group}/cpu.cfs_quota_us <==\n50000\n`,
      [],
    ],
    [
      'a weight of disks',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { blockIO: { weight: at(300) } } } }),
      '',
      ['weaker linux.resources.blockIO.weight'],
    ],
    ...(
      [
        ['a rate of a disk that is not there', '', ['weaker linux.resources.blockIO.throttle']],
        ['a rate that is higher', '8:0 2048', ['weaker linux.resources.blockIO.throttle']],
        ['the same rate', '8:0 1024', []],
        ['a lower one', '8:0 1', []],
      ] as const
    ).map(
      ([name, said, expected]) =>
        [
          name,
          ({ linux }: Container) => ({ linux: { ...linux, namespaces: cgroup, resources: { blockIO: { throttle: [rate] } } } }),
          `==> /sys/fs/cgroup/blkio/docker/${group}/blkio.throttle.write_bps_device <==\n${said}\n`,
          expected,
        ] as const,
    ),
    [
      'a read-only root',
      ({ linux }) => ({ root: { readonly: at(true) }, linux: { ...linux, namespaces: cgroup } }),
      '',
      ['weaker root.readonly'],
    ],
    [
      'no new privileges',
      ({ process, linux }) => ({
        process: { ...process, user: at({ uid: 0 }), noNewPrivileges: at(true) },
        linux: { ...linux, namespaces: cgroup },
      }),
      '',
      ['weaker process.noNewPrivileges'],
    ],
    [
      'another user',
      ({ process, linux }) => ({ process: { ...process, user: at({ uid: 1000 }) }, linux: { ...linux, namespaces: cgroup } }),
      '',
      ['weaker process.user', 'weaker process.capabilities.effective', 'weaker process.capabilities.permitted'],
    ],
    [
      'capabilities that were dropped',
      ({ process, linux }) => ({
        process: { ...process, user: at({ uid: 0 }), capabilities: { drop: [at('ALL')] } },
        linux: { ...linux, namespaces: cgroup },
      }),
      '',
      ['weaker process.capabilities.bounding', 'weaker process.capabilities.effective', 'weaker process.capabilities.permitted'],
    ],
    [
      'capabilities that the program gave up',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup } }),
      '==> /proc/4711/status <==\nUid:\t0\t0\t0\t0\nNoNewPrivs:\t0\nSeccomp:\t2\nCapBnd:\t00000000a80425fb\nCapEff:\t0000000000000000\nCapPrm:\t00000000a80425fb\nCapInh:\t0000000000000000\nCapAmb:\t0000000000000000\n',
      ['stronger process.capabilities.effective'],
    ],
    [
      'a profile of AppArmor where there is none',
      ({ process, linux }) => ({
        process: { ...process, user: at({ uid: 0 }), apparmor: at({ profile: 'named', name: 'web' }) },
        linux: { ...linux, namespaces: cgroup },
      }),
      '',
      ['weaker process.apparmor'],
    ],
    [
      'a namespace of the host',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup } }),
      '==> /proc/4711/ns/pid -> pid:[4026531836] <==\n',
      ['weaker linux.namespaces.pid'],
    ],
    [
      'a volume that is not mounted',
      ({ linux }) => ({
        mounts: [{ origin: at('').origin, type: at('volume'), source: at('data'), destination: at('/data') }],
        linux: { ...linux, namespaces: cgroup },
      }),
      '',
      ['different mounts[/data]'],
    ],
    [
      'a folder of the host that nobody asked for',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup } }),
      '==> /proc/4711/mountinfo <==\n1 0 0:50 / / rw - overlay overlay rw\n2 1 254:0 /etc /host-etc rw - ext4 /dev/vda rw\n',
      ['weaker mounts[/host-etc]', 'weaker linux.maskedPaths', 'weaker linux.readonlyPaths'],
    ],
    [
      'a device that nobody gave',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup } }),
      '==> /proc/4711/root/dev/fuse node character 10 229 <==\n',
      ['weaker linux.devices[/dev/fuse]'],
    ],
    [
      'what could not be read',
      ({ linux }) => ({ linux: { ...linux, namespaces: cgroup } }),
      '==> /proc/4711/status refused <==\n==> /proc/4711/mountinfo refused <==\n',
      [],
    ],
  ])('%s', async (_, parts, text, expected) => {
    expect(told(effective(parts), await observed(text))).toEqual(expected);
  });

  it('a limit of the engine’s service is a guess: it is not compared', async () => {
    const rlimits = [{ type: 'nofile', soft: byDefault(1024, 'x'), hard: byDefault(1024, 'x') }];
    expect(told({ ...plain, process: { ...plain.process, rlimits } }, await observed())).toEqual([]);
    const written = [{ type: 'nofile', soft: at(1024), hard: at(1024) }];
    expect(told({ ...plain, process: { ...plain.process, rlimits: written } }, await observed())).toEqual([
      'weaker process.rlimits[nofile].soft',
      'weaker process.rlimits[nofile].hard',
    ]);
  });

  it('is said with both sides and their grounds', async () => {
    const asked = effective(({ linux }) => ({ linux: { ...linux, namespaces: cgroup, resources: { pids: { limit: at(50) } } } }));
    expect(compare(asked, await observed()).map(sayDrift)).toEqual([
      `linux.resources.pids.limit: declared 50 (${at(1).origin.source.path}:1), observed unlimited (/sys/fs/cgroup/pids/docker/${group}/pids.max): the engine did not apply it`,
    ]);
  });
});
