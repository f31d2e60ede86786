import { describe, expect, it } from 'vitest';
import { bare, pick, readCompose, service } from '../../../test/support/compose.ts';

/** Two services' worth of YAML, merged, and what comes of it. */
type Row = readonly [name: string, base: string, over: string, way: string, expected: unknown];

const rows: readonly Row[] = [
  ['scalars are replaced', 'user: a', 'user: b', 'process.user', { name: 'b' }],
  ['null keeps the base', 'user: a', 'user:', 'process.user', { name: 'a' }],
  ['lists are appended', 'cap_add: [KILL]', 'cap_add: [CHOWN]', 'process.capabilities.add', ['CAP_KILL', 'CAP_CHOWN']],
  ['command is replaced', 'command: [a]', 'command: [b]', 'process.args', ['b']],
  ['entrypoint is replaced', 'entrypoint: a', 'entrypoint: [b]', 'process.args', ['b']],
  ['healthcheck.test is replaced', 'healthcheck: {test: [CMD, a]}', 'healthcheck: {test: [CMD, b]}', 'healthcheck.test', ['CMD', 'b']],
  [
    'environment is merged, list over mapping',
    'environment: {A: 1, B: 2}',
    'environment: ["B=3"]',
    'process.env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
    ],
  ],
  [
    'environment is merged, mapping over list',
    'environment: ["A=1", "B=2"]',
    'environment: {B: 3}',
    'process.env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
    ],
  ],
  [
    'volumes are unique by target',
    'volumes: ["./a:/d", "x:/x"]',
    'volumes: ["./b:/d:ro"]',
    'mounts.0',
    { type: 'bind', source: './b', destination: '/d', readonly: true },
  ],
  [
    'volumes, short under long',
    'volumes: ["./a:/d"]',
    'volumes: [{type: volume, source: v, target: /d}]',
    'mounts',
    [{ type: 'volume', source: 'v', destination: '/d' }],
  ],
  ['ports are appended', 'ports: ["80:80"]', 'ports: ["443:443", "80:80"]', 'ports.length', 2],
  ['secrets are unique by target', 'secrets: [a]', 'secrets: [{source: b, target: x}]', 'secrets.length', 2],
  ['build string under mapping', 'build: ./a', 'build: {target: t}', 'image.build', { context: './a', target: 't', args: [] }],
  [
    'build args are merged',
    'build: {args: {A: 1}}',
    'build: {args: ["B=2"]}',
    'image.build.args',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  ],
  ['tmpfs, string under list', 'tmpfs: /a', 'tmpfs: [/b]', 'mounts.length', 2],
  ['networks, list under mapping', 'networks: [a]', 'networks: {b: {}}', 'networks', ['a', 'b']],
  [
    'sysctls are merged',
    'sysctls: {a: 1}',
    'sysctls: ["b=2"]',
    'linux.sysctl',
    [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ],
  ],
  [
    'ulimits are replaced one by one',
    'ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}',
    'ulimits: {nofile: 9}',
    'process.rlimits',
    [
      { type: 'nofile', soft: 9, hard: 9 },
      { type: 'nproc', soft: 3, hard: 3 },
    ],
  ],
  [
    'deep mappings are merged',
    'deploy: {resources: {limits: {memory: 1g, pids: 5}}}',
    'deploy: {resources: {limits: {pids: 6}}}',
    'linux.resources',
    { memory: { limit: 1073741824 }, pids: { limit: 6 } },
  ],
  ['!reset takes away', 'ports: ["80:80"]\nprivileged: true', 'ports: !reset []', 'ports', []],
  ['!reset of a scalar', 'privileged: true', 'privileged: !reset false', 'privileged', undefined],
  ['!reset inside a mapping', 'environment: {A: 1, B: 2}', 'environment: {A: !reset null}', 'process.env', [{ name: 'B', value: '2' }]],
  [
    '!override replaces',
    'ports: ["80:80"]',
    'ports: !override ["443:443"]',
    'ports',
    [{ hostPort: '443', containerPort: '443', published: true }],
  ],
];

const indented = (body: string, by: number): string => body.replace(/^(?=.)/gm, ' '.repeat(by));

describe('merging', () => {
  it('takes a key that every object has for a key like any other', () => {
    const files = { 'app/compose.override.yaml': 'services:\n  web:\n    constructor: y\n' };
    const result = readCompose('services:\n  web:\n    image: x\n    constructor: x\n', { files });
    expect(result.problems.map(({ message }) => message)).toEqual([expect.stringContaining('a key "constructor"')]);
    expect(service(result).name).toBe('web');
  });

  for (const [name, base, over, way, expected] of rows) {
    it(`by override file: ${name}`, () => {
      const files = { 'app/compose.override.yaml': `services:\n  web:\n${indented(over, 4)}\n` };
      const result = readCompose(`services:\n  web:\n    image: x\n${indented(base, 4)}\n`, { files });
      expect(result.problems).toEqual([]);
      expect(result.alsoRead).toEqual(['app/compose.override.yaml']);
      expect(pick(bare(service(result)), way)).toEqual(expected);
    });
    it(`by extends: ${name}`, () => {
      const text = `services:\n  base:\n    image: x\n${indented(base, 4)}\n  web:\n    extends: {service: base}\n${indented(over, 4)}\n`;
      expect(pick(bare(service(readCompose(text))), way)).toEqual(expected);
    });
  }
});
