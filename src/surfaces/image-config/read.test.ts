import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bare, pick } from '../../../test/support/bare.ts';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { claims } from './claims.ts';
import { instructionOf } from './instruction.ts';
import { reader } from './read.ts';

const parse = (text: string) => reader.read({ path: 'archive:web.tar', text }, { load: () => undefined, env: {} });
const image = (config: object, more: object = {}) =>
  JSON.stringify({ architecture: 'amd64', os: 'linux', config, rootfs: { type: 'layers', diff_ids: [] }, ...more });
const history = (...lines: string[]) => ({ history: lines.map((created_by) => ({ created_by })) });

it.each<[string, string, unknown]>([
  [image({}), 'kind', 'image'],
  [image({}), 'name', 'web.tar'],
  [image({}), 'process.user', { uid: 0 }],
  [image({ User: 'node:5' }), 'process', { user: { name: 'node' }, group: { gid: 5 }, env: [], rlimits: [] }],
  [image({ Env: ['A=1', 'x'] }), 'process.env', [{ name: 'A', value: '1' }]],
  [image({ Entrypoint: ['a'], Cmd: ['b', 'c'] }), 'process.args', ['a', 'b', 'c']],
  [image({ Entrypoint: null, Cmd: ['b'] }), 'process.args', ['b']],
  [image({ WorkingDir: '/w' }), 'process.cwd', '/w'],
  [image({ ExposedPorts: { '80/tcp': {}, '53/udp': {} } }), 'ports.1', { containerPort: '53', protocol: 'udp', published: false }],
  [image({ Volumes: { '/d': {} } }), 'mounts', [{ type: 'volume', destination: '/d' }]],
  [image({ Healthcheck: { Test: ['NONE'] } }), 'healthcheck', { disabled: true }],
  [image({ Healthcheck: { Test: ['CMD', 'x'] } }), 'healthcheck', { disabled: false, test: ['CMD', 'x'] }],
  [image({}), 'healthcheck', undefined],
  [image({}, { os: 'windows' }), 'os', 'windows'],
  [image({}), 'image.build.steps', undefined],
  [JSON.stringify([{ RepoTags: ['web:1'], RootFS: {}, Config: { User: '5' } }]), 'name', 'web:1'],
  [JSON.stringify([{ RepoTags: ['web:1'], RootFS: {}, Config: { User: '5' } }]), 'process.user', { uid: 5 }],
])('%s: %s', (text, way, expected) => {
  const { containers, problems } = parse(text);
  expect(problems).toEqual([]);
  expect(pick(bare(containers[0]), way)).toEqual(expected);
});

it.each([
  ['archive:web.tar', 'web.tar'],
  ['archive:/tmp/a (b)/web.tar', 'web.tar'],
  ['archive:../two.tar (ghcr.io/team/web:1, linux/amd64)', 'two.tar (ghcr.io/team/web:1, linux/amd64)'],
])('%s is named %s', (path, name) => {
  const { containers } = reader.read({ path, text: image({}) }, { load: () => undefined, env: {} });
  expect(containers.map((one) => one.name)).toEqual([name]);
});

it('a user that nobody set is a default, one that somebody set is written', () => {
  const user = (config: object) => parse(image(config)).containers[0]?.process.user?.state;
  expect([user({}), user({ User: '' }), user({ User: '0' })]).toEqual(['default', 'default', 'written']);
});

describe('history', () => {
  it.each<[string, ReturnType<typeof instructionOf>]>([
    ['/bin/sh -c #(nop)  ENV A=b c', [{ instruction: 'ENV', text: 'A=b c' }]],
    ['ENV A=b', [{ instruction: 'ENV', text: 'A=b' }]],
    ['/bin/sh -c make', [{ instruction: 'RUN', text: 'make' }]],
    ['RUN /bin/sh -c make install # buildkit', [{ instruction: 'RUN', text: 'make install' }]],
    ['COPY . /app # buildkit', [{ instruction: 'COPY', text: '. /app' }]],
    [`/bin/sh -c #(nop) COPY file:${'a'.repeat(64)} in /app `, [{ instruction: 'COPY', text: '. /app' }]],
    [
      '|1 TOKEN=a b /bin/sh -c make',
      [
        { instruction: 'ARG', text: 'TOKEN=a b' },
        { instruction: 'RUN', text: 'make' },
      ],
    ],
    [
      'RUN |2 A=1 B=2 /bin/sh -c echo C=3 # buildkit',
      [
        { instruction: 'ARG', text: 'A=1' },
        { instruction: 'ARG', text: 'B=2' },
        { instruction: 'RUN', text: 'echo C=3' },
      ],
    ],
    ['/bin/sh -c #(nop)  CMD ["x"]', [{ instruction: 'OTHER', text: '' }]],
    ['bazel build', [{ instruction: 'OTHER', text: '' }]],
    ['', [{ instruction: 'OTHER', text: '' }]],
  ])('%s', (line, expected) => expect(instructionOf(line)).toEqual(expected));

  it('begins from scratch, and leaves the variables of the image to the image', () => {
    const { containers } = parse(image({ Env: ['A=1'] }, history('ENV A=1', 'ENV A=0', 'USER app')));
    const steps = containers[0]?.image.build?.steps ?? [];
    expect(steps.map(({ instruction, text }) => [instruction, bare(text)])).toEqual([
      ['FROM', 'scratch'],
      ['ENV', 'A=0'],
      ['USER', 'app'],
    ]);
  });

  it('a layer that does not say what made it may hold any file', () => {
    const steps = (entry: object) => parse(image({ User: 'app' }, { history: [entry] })).containers[0]?.image.build?.steps ?? [];
    expect(steps({ comment: 'Imported from -' }).map(({ instruction }) => instruction)).toEqual(['FROM', 'RUN']);
    expect(steps({ created_by: '/bin/sh' }).map(({ instruction }) => instruction)).toEqual(['FROM', 'RUN']);
    expect(steps({ created_by: 'CMD ["x"]', empty_layer: true }).map(({ instruction }) => instruction)).toEqual(['FROM', 'OTHER']);
  });

  it('never throws, and stays linear', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (line) => void expect(instructionOf(line).length).toBeGreaterThan(0)));
    const started = cpuTime();
    for (const line of [
      `|9 ${'A=b '.repeat(200_000)}`,
      `RUN ${'/bin/sh -c '.repeat(100_000)}`,
      ' '.repeat(500_000),
      `# buildkit${' '.repeat(300_000)}x`,
    ])
      instructionOf(line);
    expect(cpuTime() - started).toBeLessThan(2_000);
  });
});

it.each<[string, string, boolean]>([
  ['web.tar', image({}), true],
  ['image.json', image({}), true],
  ['standard input', `[${JSON.stringify({ RepoTags: [], RootFS: {}, Config: {} })}]`, true],
  ['notes.md', image({}), false],
  ['config.json', '{"ociVersion": "1.2.0"}', false],
  ['x.json', '{"rootfs": {}}', false],
])('%s: %s', (name, text, expected) => expect(claims(name, text)).toBe(expected));

it('what is no image is said', () => {
  expect(parse('5').problems[0]?.message).toMatch(/no JSON object/);
  expect(parse(image({ Env: 'A=1' })).problems[0]?.message).toMatch(/Env is no list/);
});
