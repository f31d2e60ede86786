import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../../test/support/table.ts';
import { type Container, type EnvVar, engineKinds, unknown } from '../../model/index.ts';
import { defaultEngine } from '../known.ts';
import { resolveWith } from '../resolve.ts';
import { toOciConfig } from './config.ts';

/** Runtime-spec 1.2 config.md and config-linux.md: the parts that are written, in our own words. */
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const id = { type: 'integer', minimum: 0, maximum: 4_294_967_295 };
const whole = { type: 'integer' };
const closed = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const capabilities = { type: 'array', items: { type: 'string', pattern: '^CAP_[A-Z_]+$' }, uniqueItems: true };
const path = { type: 'string', pattern: '^/' };
const mapping = { type: 'array', items: closed({ containerID: id, hostID: id, size: id }) };
const schema = closed(
  {
    ociVersion: { const: '1.2.0' },
    hostname: text,
    root: closed({ path: text, readonly: { type: 'boolean' } }),
    process: closed(
      {
        user: closed({ uid: id, gid: id, additionalGids: { type: 'array', items: id } }, ['uid', 'gid']),
        args: { type: 'array', items: text, minItems: 1 },
        env: { type: 'array', items: { type: 'string', pattern: '^[^=]+=' } },
        cwd: path,
        capabilities: closed({
          bounding: capabilities,
          effective: capabilities,
          permitted: capabilities,
          inheritable: capabilities,
          ambient: capabilities,
        }),
        rlimits: { type: 'array', items: closed({ type: { type: 'string', pattern: '^RLIMIT_[A-Z]+$' }, soft: whole, hard: whole }) },
        noNewPrivileges: { type: 'boolean' },
        apparmorProfile: text,
        selinuxLabel: text,
        oomScoreAdj: { type: 'integer', minimum: -1000, maximum: 1000 },
      },
      ['user', 'cwd'],
    ),
    mounts: { type: 'array', items: closed({ destination: path, type: text, source: text, options: texts }) },
    linux: closed(
      {
        namespaces: {
          type: 'array',
          items: closed({ type: { enum: ['pid', 'network', 'mount', 'ipc', 'uts', 'user', 'cgroup', 'time'] } }),
          uniqueItems: true,
        },
        uidMappings: mapping,
        gidMappings: mapping,
        cgroupsPath: text,
        maskedPaths: { type: 'array', items: path },
        readonlyPaths: { type: 'array', items: path },
        sysctl: { type: 'object', additionalProperties: text },
        resources: closed(
          {
            memory: closed({ limit: whole, reservation: whole, swap: whole, disableOOMKiller: { type: 'boolean' } }, []),
            cpu: closed({ shares: whole, quota: whole, period: whole, cpus: text }, []),
            pids: closed({ limit: whole }),
            blockIO: closed(
              {
                weight: { type: 'integer', minimum: 10, maximum: 1000 },
                ...Object.fromEntries(
                  ['ReadBps', 'WriteBps', 'ReadIOPS', 'WriteIOPS'].map((kind) => [
                    `throttle${kind}Device`,
                    { type: 'array', items: closed({ major: whole, minor: whole, rate: whole }) },
                  ]),
                ),
              },
              [],
            ),
            devices: { type: 'array', items: closed({ allow: { type: 'boolean' }, access: text }) },
          },
          [],
        ),
      },
      ['namespaces', 'resources'],
    ),
  },
  ['ociVersion', 'root'],
);
const validate = new Ajv().compile(schema);

const { origin } = at('');
const variable = (name: string, value: string): EnvVar => ({ name, origin, value: at(value) });
const effective = (kind: Container['engine'], parts: Overrides = {}) =>
  resolveWith(container({ engine: kind, ...parts }), defaultEngine(kind), () => undefined);

const everything: Overrides = {
  hostname: at('web'),
  process: {
    user: at({ uid: 1000 }),
    group: at({ gid: 1000 }),
    additionalGroups: [at({ gid: 7 }), at({ name: 'audio' })],
    args: at(['serve', '--token', 'hunter2', '--password=hunter2', '--port', '80', 'amqp://app:hunter2@mq']),
    env: [variable('MODE', 'fast'), variable('DB_PASSWORD', 'hunter2'), variable('URL', 'postgres://app:hunter2@db/x')],
    apparmor: at({ profile: 'named', name: 'web' }),
    selinux: at({ disabled: false, type: 'web_t' }),
    rlimits: [{ type: 'core', soft: at(0), hard: at(-1) }],
  },
  mounts: [
    { origin, type: at('bind'), source: at('/srv'), destination: at('/data/a'), readonly: at(true), options: [at('Z'), at('nodev')] },
    { origin, type: at('bind'), source: at('/all'), destination: at('/data') },
    { origin, type: at('tmpfs'), destination: at('/t'), size: at(1024) },
    { origin, type: at('volume'), source: at('store'), destination: at('/v') },
  ],
  linux: {
    namespaces: { pid: at({ mode: 'shared', with: 'other' }) },
    uidMappings: at([{ containerId: 0, hostId: 100000, size: 65536 }]),
    devices: [at({ path: '/dev/kvm' })],
    seccomp: at({ profile: 'custom', path: 'own.json' }),
    resources: {
      blockIO: {
        weight: at(100),
        throttle: [
          at({ of: 'read bytes', device: '8:0', rate: 9 } as const),
          at({ of: 'write bytes', device: '/dev/sda', rate: 9 } as const),
        ],
      },
      cpu: { shares: at(5), cpus: at('0-1') },
    },
    sysctl: [{ name: 'net.core.somaxconn', origin, value: at('1') }],
  },
};

describe('is a configuration of the runtime specification', () => {
  it.each(engineKinds)('%s: of nothing', (kind) => {
    expect([validate(toOciConfig(effective(kind)).config), validate.errors]).toEqual([true, null]);
  });

  it.each(engineKinds)('%s: of everything', (kind) => {
    expect([validate(toOciConfig(effective(kind, everything)).config), validate.errors]).toEqual([true, null]);
  });

  it.each(engineKinds)('%s: of a privileged one', (kind) => {
    const { config, notes } = toOciConfig(effective(kind, { privileged: at(true) }));
    expect([validate(config), validate.errors]).toEqual([true, null]);
    expect(config.linux.resources.devices).toEqual([{ allow: true, access: 'rwm' }]);
    expect(config.linux.maskedPaths).toEqual([]);
    expect(notes).toContain('linux.devices is every device of the host: add each');
  });
});

describe('of everything', () => {
  const { config, notes } = toOciConfig(effective('docker', everything));

  it('says the parts', () => {
    expect(config).toMatchObject({
      hostname: 'web',
      process: {
        user: { uid: 1000, gid: 1000, additionalGids: [7] },
        apparmorProfile: 'web',
        selinuxLabel: 'system_u:system_r:web_t:s0',
        noNewPrivileges: false,
      },
      linux: {
        uidMappings: [{ containerID: 0, hostID: 100000, size: 65536 }],
        resources: {
          blockIO: { weight: 100, throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 9 }] },
          cpu: { shares: 5, cpus: '0-1', quota: -1 },
          pids: { limit: -1 },
        },
      },
    });
    expect(config.process.rlimits[0]).toEqual({ type: 'RLIMIT_CORE', soft: 0, hard: Number.MAX_SAFE_INTEGER });
    expect(config.linux.namespaces.map(({ type }) => type)).toEqual(['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup', 'time']);
  });

  it('mounts a folder before what is below it', () => {
    const order = config.mounts.map(({ destination }) => destination);
    expect(order.indexOf('/dev')).toBeLessThan(order.indexOf('/dev/shm'));
    expect(order.indexOf('/data')).toBeLessThan(order.indexOf('/data/a'));
    expect(config.mounts.find(({ destination }) => destination === '/data/a')).toEqual({
      destination: '/data/a',
      type: 'bind',
      source: '/srv',
      options: ['rbind', 'nodev', 'ro', 'rprivate'],
    });
    expect(config.mounts.find(({ destination }) => destination === '/t')?.options).toEqual([
      'noexec',
      'nosuid',
      'nodev',
      'rw',
      'size=1024',
    ]);
  });

  it('tells no secret', () => {
    expect(JSON.stringify({ config, notes })).not.toContain('hunter2');
    expect(config.process.env).toEqual(['MODE=fast', 'DB_PASSWORD=***', 'URL=***']);
    expect(config.process.args).toEqual(['serve', '--token', '***', '--password=***', '--port', '80', '***']);
  });

  it.each([
    'process.env DB_PASSWORD looks like a secret: its value is left out',
    'process.args --token looks like a secret: its value is left out',
    "process.additionalGroups audio is a name: the image's /etc/group has its number",
    'linux.namespaces.pid is that of other: add its path',
    'linux.seccomp is the profile own.json: add it',
    'linux.devices has /dev/kvm: the host knows its numbers',
    "linux.resources.blockIO limits /dev/sda: the host knows the device's numbers",
    'mounts[/v] is a volume: the engine knows its path on the host',
  ])('notes: %s', (note) => {
    expect(notes).toContain(note);
  });
});

it('an unknown value is a note and nothing else', () => {
  const doubt = unknown('${X} is not set');
  const { config, notes } = toOciConfig(
    effective('docker', {
      process: {
        user: doubt,
        noNewPrivileges: doubt,
        rlimits: [{ type: 'core', soft: doubt, hard: doubt }],
        env: [{ name: 'A', origin, from: 'secret' }],
      },
      mounts: [{ origin, type: at('bind'), destination: doubt }],
      linux: { resources: { memory: { limit: doubt } }, sysctl: [{ name: 'kernel.x', origin, value: doubt }] },
    }),
  );
  expect([validate(config), validate.errors]).toEqual([true, null]);
  expect(config.process).not.toHaveProperty('noNewPrivileges');
  expect(config.linux.resources.memory).not.toHaveProperty('limit');
  expect(notes).toEqual(
    expect.arrayContaining([
      'process.user is not known: ${X} is not set',
      'process.user is written as 0 because a number is required',
      'process.noNewPrivileges is not known: ${X} is not set',
      'process.rlimits core is not known: ${X} is not set',
      'process.env A is taken from secret when the container starts',
      'mounts destination is not known: ${X} is not set',
      'linux.resources.memory.limit is not known: ${X} is not set',
      'linux.sysctl kernel.x is not known: ${X} is not set',
    ]),
  );
});
