import { expect, describe as group, it } from 'vitest';
import { at, container, type Overrides } from '../../../test/support/table.ts';
import { type Container, unknown } from '../../model/index.ts';
import { defaultEngine } from '../known.ts';
import { resolveWith } from '../resolve.ts';
import { describe, type Row } from './index.ts';

const { origin } = at('');
const rows = (parts: Overrides, kind: Container['engine'] = 'docker') =>
  describe(resolveWith(container({ engine: kind, ...parts }), defaultEngine(kind), () => undefined));
const at1 = (list: readonly Row[], path: string) => list.filter((row) => row.path === path);

const everything: Overrides = {
  process: {
    user: at({ uid: 1000 }, 1),
    args: at(['serve', 'hunter2']),
    env: [{ name: 'PASSWORD', origin, value: at('hunter2') }],
    capabilities: { add: [at('CAP_NET_ADMIN', 2)], drop: [at('ALL')] },
  },
  root: { readonly: at(true) },
  mounts: [{ origin, type: at('bind'), source: at('/srv'), destination: at('/data') }],
  ports: [{ origin, containerPort: at('80'), hostPort: at('8080'), published: true }],
  secrets: [{ name: 'key', origin }],
  healthcheck: at({ disabled: false, test: ['CMD', 'hunter2'] }),
  linux: {
    resources: { memory: { limit: unknown('${X} is not set', origin) } },
    namespaces: { pid: at({ mode: 'shared', with: 'other' }) },
  },
};

group('rows', () => {
  const list = rows(everything);

  it.each<[string, Row[]]>([
    ['process.user', [{ path: 'process.user', value: '1000', reason: { kind: 'written', origin: at('', 1).origin } }]],
    ['process.args', [{ path: 'process.args', value: '2 words', reason: { kind: 'written', origin } }]],
    ['process.env[PASSWORD]', [{ path: 'process.env[PASSWORD]', value: 'PASSWORD', reason: { kind: 'written', origin } }]],
    ['process.noNewPrivileges', [{ path: 'process.noNewPrivileges', value: 'no', reason: { kind: 'default', from: 'Docker 29 default' } }]],
    [
      'process.capabilities.bounding',
      [{ path: 'process.capabilities.bounding', value: 'CAP_NET_ADMIN', reason: { kind: 'written', origin: at('', 2).origin } }],
    ],
    [
      'process.capabilities.effective+permitted+inheritable+ambient',
      [
        {
          path: 'process.capabilities.effective+permitted+inheritable+ambient',
          value: 'none',
          reason: { kind: 'default', from: 'nothing sets it' },
        },
      ],
    ],
    [
      'linux.resources.memory.limit',
      [{ path: 'linux.resources.memory.limit', value: '', reason: { kind: 'unknown', because: '${X} is not set', origin } }],
    ],
    [
      'linux.resources.pids.limit',
      [{ path: 'linux.resources.pids.limit', value: 'unlimited', reason: { kind: 'default', from: 'Docker 29 default' } }],
    ],
    ['linux.namespaces.pid', [{ path: 'linux.namespaces.pid', value: 'mode shared, with other', reason: { kind: 'written', origin } }]],
    ['linux.seccomp', [{ path: 'linux.seccomp', value: 'default', reason: { kind: 'default', from: 'Docker 29 default' } }]],
    [
      'mounts[/data]',
      [
        { path: 'mounts[/data]', value: 'bind, /srv', reason: { kind: 'written', origin } },
        { path: 'mounts[/data]', value: 'writable, rprivate', reason: { kind: 'default', from: 'Docker 29 default' } },
      ],
    ],
    [
      'ports[80].hostIp',
      [{ path: 'ports[80].hostIp', value: '0.0.0.0', reason: { kind: 'default', from: 'Docker 29 default, and [::]' } }],
    ],
    ['healthcheck', [{ path: 'healthcheck', value: 'set', reason: { kind: 'written', origin } }]],
  ])('%s', (path, expected) => {
    expect(at1(list, path)).toEqual(expected);
  });

  it('tell no secret', () => {
    expect(JSON.stringify(list.map(({ path, value }) => [path, value]))).not.toContain('hunter2');
  });

  it('come group by group', () => {
    const groups = list.map(({ path }) => /^[a-zA-Z]+/.exec(path)?.[0] ?? '');
    const order = groups.filter((name, index) => name !== groups[index - 1]);
    expect(order).toEqual(['process', 'root', 'mounts', 'linux', 'ports', 'secrets', 'privileged', 'healthcheck']);
  });

  it('blame the line that drops all for an empty set', () => {
    const drop = at('ALL', 3);
    expect(
      rows({ process: { user: at({ uid: 0 }), capabilities: { drop: [drop] } } }).filter(({ path }) => path.includes('capabilities')),
    ).toEqual([
      {
        path: 'process.capabilities',
        value: 'none',
        reason: { kind: 'written', origin: drop.origin },
      },
    ]);
  });

  it.each<[string, Overrides, string, string]>([
    ['memory in MiB', { linux: { resources: { memory: { limit: at(268435456) } } } }, 'linux.resources.memory.limit', '256 MiB'],
    [
      'memory that is no whole KiB',
      { linux: { resources: { memory: { limit: at(1001) } } } },
      'linux.resources.memory.limit',
      '1001 bytes',
    ],
    [
      'a quota in CPUs',
      { linux: { resources: { cpu: { quota: at(50000), period: at(100000) } } } },
      'linux.resources.cpu.quota',
      '50000 µs of every 100000 µs (0.5 CPUs)',
    ],
    ['SELinux that nobody turned off', {}, 'process.selinux', 'default'],
    ['both limits in one', {}, 'process.rlimits[nofile]', '1024, at most 524288'],
  ])('say %s', (_, parts, path, value) => {
    expect(at1(rows(parts), path)[0]?.value).toBe(value);
  });

  it('join what has one reason', () => {
    const mixed = at1(
      rows({ process: { user: at({ uid: 0 }), capabilities: { add: [at('CAP_BPF')] } } }),
      'process.capabilities.bounding+effective+permitted',
    );
    expect(mixed.map(({ value }) => value.split(', ').length)).toEqual([14, 1]);
  });
});
