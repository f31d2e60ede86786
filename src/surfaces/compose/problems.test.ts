import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asService, readCompose, said, service } from '../../../test/support/compose.ts';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { Unreadable } from '../../model/index.ts';
import { reader } from './read.ts';

/** A mistake, and what is said of it; the line is that of the mistake. */
const mistakes: readonly (readonly [body: string, message: string])[] = [
  ['cap_ad: [ALL]', 'app/compose.yaml:4:5 the service "web" has a key "cap_ad" that Compose does not know'],
  ['privileged: maybe', 'app/compose.yaml:4:17 privileged must be true or false, not "maybe"'],
  ['privileged: [true]', '4:17 privileged must be true or false, not a list'],
  ['mem_limit: lots', '4:16 mem_limit must be a size such as 512m or 1gb, not "lots"'],
  ['ports: ["http"]', '4:13 "http" is no port'],
  ['ports: ["70000:80"]', '"70000:80" is no port'],
  ['ports: ["80:80/icmp"]', 'is no port'],
  ['ports: ["300.1.1.1.1:80:80"]', 'is no port'],
  ['ports: 80', '4:12 ports must be a list, not a single value'],
  ['ports: {80: 80}', 'ports must be a list, not a mapping'],
  ['ports: [{published: 80}]', 'a port needs a target'],
  ['volumes: ["aa:bb:cc:dd"]', 'is no volume'],
  ['volumes: [":/x"]', 'is no volume'],
  ['volumes: ["./a:/a:ro,noexec"]', 'Compose drops the volume option "noexec"'],
  ['volumes: [{source: x, target: /x}]', 'a volume needs a type'],
  ['volumes: [{type: bind, source: x}]', 'a volume needs a target'],
  ['volumes: [{type: ramdisk, target: /x}]', 'type must be bind, volume, tmpfs, npipe, cluster or image'],
  ['devices: ["a:b:c:d"]', 'is no device'],
  ['device_cgroup_rules: [all]', 'is no rule for devices'],
  ['security_opt: [writable-cgroups=true]', '4:20 the security_opt "writable-cgroups=true" is not understood'],
  ['security_opt: [seccomp]', 'the security_opt "seccomp" is not understood'],
  ['security_opt: ["no-new-privileges:maybe"]', 'is not understood'],
  ['security_opt: [constructor=1]', 'is not understood'],
  ['security_opt: no-new-privileges', 'security_opt must be a list'],
  ['cap_add: NET_ADMIN', 'cap_add must be a list'],
  ['cap_add: ["a b"]', 'must be a capability such as NET_ADMIN'],
  ['cap_add: [NET_ADMN]', 'must be a capability such as NET_ADMIN'],
  ['cap_drop: [CAP_NETRAW]', 'must be a capability such as NET_ADMIN'],
  ['pid: everyone', 'pid must be host, service:NAME or container:NAME'],
  ['ipc: public', 'ipc must be host'],
  ['uts: shared', 'uts must be host'],
  ['cgroup: none', 'cgroup must be host or private'],
  ['userns_mode: mine', 'userns_mode must be host'],
  ['environment: [{A: [b]}]', 'A must be a single value'],
  ['environment: A=1', 'environment must be a list'],
  ['healthcheck: {test: [curl]}', 'must begin with CMD, CMD-SHELL or NONE'],
  ['env_file: missing.env', '4:15 the env_file missing.env is not there'],
  ['cpus: 1\ndeploy: {resources: {limits: {cpus: "2"}}}', 'cpus and deploy.resources say different things'],
  ['ulimits: {nofile: {soft: 1}}', 'needs both soft and hard'],
  ['image: "a:${"', 'a ${ is not closed'],
  ['hostname: "$"', 'a lone $ must be written $$'],
  ['command: "a \'b"', 'a command whose quotes are closed'],
  ['post_start: [{command: x, privileged: true}]', 'a post_start hook of "web" runs privileged'],
  ['deploy: [x]', 'deploy must be a mapping, not a list'],
];

describe('mistakes', () => {
  for (const [body, message] of mistakes) {
    it(`${body.replaceAll('\n', ' ⏎ ')}`, () => {
      const result = readCompose(asService(body));
      expect(result.problems.map(said).join('\n')).toContain(message);
      expect(result.containers).toHaveLength(1);
    });
  }

  it('what a key cannot be is unknown, never "not set"', () => {
    expect(service(readCompose(asService('mem_limit: lots\nprivileged: maybe')))).toMatchObject({
      privileged: { state: 'unknown' },
      linux: { resources: { memory: { limit: { state: 'unknown' } } } },
    });
  });

  it('one service that is none leaves the others', () => {
    const result = readCompose('services:\n  a: [x]\n  b:\n  c: {image: x}\n');
    expect(result.containers.map(({ name }) => name)).toEqual(['c']);
    expect(result.problems.map(said)).toEqual([
      expect.stringContaining('2:6 the service "a" must be a mapping, not a list'),
      expect.stringContaining('3:3 the service "b" has neither image nor build'),
    ]);
  });

  const wholes: readonly (readonly [text: string, message: string])[] = [
    ['services: [a]', '1:11 services must be a mapping, not a list'],
    ['- a\n', 'a Compose file is a mapping with the key services, not a list'],
    ['', 'there are no services in this file'],
    ['networks: {a: {}}', 'there are no services in this file'],
    ['services:\n  web:\n    image: {{ image }}\n    ports: [{{ port }}]\n', 'render it first and check the result'],
    ['{% for a in b %}\nservices:\n', 'render it first and check the result'],
    ['services:\n  web: {image: x\n', 'YAML'],
  ];
  for (const [text, message] of wholes) {
    it(JSON.stringify(text), () => expect(readCompose(text).problems.map(said).join('\n')).toContain(message));
  }

  it('a mistake that many services share by an anchor is said once', () => {
    const text = 'x-a: &a {mem_limit: lots}\nservices:\n  a: {<<: *a, image: x}\n  b: {<<: *a, image: x}\n';
    expect(readCompose(text).problems).toHaveLength(1);
  });

  it('no value of the environment is told', () => {
    const body = 'environment: {TOKEN: [hunter2]}\nenv_file: [{path: [hunter2]}]\nbuild: {context: ., args: {P: [hunter2]}}';
    const { problems } = readCompose(asService(body), { env: { P: 'hunter2' } });
    expect(problems.length).toBeGreaterThan(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('a file that cannot be read is a problem', () => {
    const source = { path: 'compose.yaml', text: 'services: {a: {image: "x:$TAG"}}' };
    const load = (path: string) => {
      if (path !== '.env') return undefined;
      throw new Unreadable('permission denied');
    };
    const result = reader.read(source, { env: {}, load });
    expect(result.problems.map(said)).toEqual(['compose.yaml:1:1 .env cannot be read: permission denied']);
    expect(service(result, 'a').image.reference?.state).toBe('unknown');
  });
});

describe('what grows out of all proportion', () => {
  const soon = (text: string) => {
    const start = cpuTime();
    const result = readCompose(text);
    expect(cpuTime() - start).toBeLessThan(5000);
    return result;
  };
  const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

  it('mappings merged into thousands of services', () => {
    const keys = lines(2000, (index) => `  x-k${index}: 1`);
    const result = soon(`x-a: &a\n  image: x\n${keys}\nservices:\n${lines(2000, (index) => `  s${index}: {<<: *a}`)}\n`);
    expect(result.problems.map(said).join()).toContain('expand to more than');
  });

  it('a chain of extends that doubles its lists', () => {
    const result = soon(
      `services:\n  s0: {image: x, dns: [a, b]}\n${lines(90, (index) => `  s${index + 1}: {extends: s${index}, cap_add: [${'A,'.repeat(5000)}]}`)}\n`,
    );
    expect(result.problems.map(said).join()).toContain('expand to more than');
  });

  it('an anchor DAG under merged mappings', () => {
    const dag = lines(40, (index) => `x-${index + 1}: &d${index + 1} {a: *d${index}, b: *d${index}}`);
    const result = soon(`x-0: &d0 {a: {}}\n${dag}\nservices:\n  a: {image: x, deploy: *d40}\n  b: {extends: a, deploy: *d40}\n`);
    expect(result.problems.length).toBeGreaterThan(0);
  });

  it('a .env that doubles with every line', () => {
    const files = { 'app/.env': `A0=xx\n${lines(60, (index) => `A${index + 1}=$A${index}$A${index}`)}` };
    const result = readCompose('services: {web: {image: "$A60"}}', { files });
    expect(service(result).image.reference?.state).toBe('unknown');
  });

  it('extends a hundred deep and more', () => {
    const result = soon(`services:\n  s0: {image: x}\n${lines(5000, (index) => `  s${5000 - index}: {extends: s${4999 - index}}`)}\n`);
    expect(result.problems.length).toBeGreaterThan(0);
  });

  it('mappings nested thousands deep', () => {
    const deep = (open: string) => `${open.repeat(20_000)}x${'}'.repeat(20_000)}`;
    for (const open of ['{<<: ', '{a: ']) {
      const result = soon(
        `services:\n  a: {image: x, deploy: ${deep(open)}}\n  b: {extends: a, deploy: ${deep(open)}}\n  web: ${deep(open)}\n`,
      );
      expect(result.problems.length).toBeGreaterThan(0);
    }
  });

  it('wide mappings in a long chain of merge keys', () => {
    const wide = lines(5000, (index) => `  x-k${index}: 1`);
    const text = `x-0: &m0\n  image: x\n${wide}\n${lines(5000, (index) => `x-${index + 1}: &m${index + 1} {<<: *m${index}}`)}\nservices:\n  web: *m5000\n`;
    expect(soon(text).containers).toHaveLength(1);
  });

  it('merge keys that follow each other thousands long', () => {
    const text = `x-0: &m0 {image: x}\n${lines(20_000, (index) => `x-${index + 1}: &m${index + 1} {<<: *m${index}}`)}\nservices:\n  web: *m20000\n`;
    expect(soon(text).containers.length + soon(text).problems.length).toBeGreaterThan(0);
  });
});

const keys = [
  'services',
  'web',
  'image',
  'build',
  'extends',
  'ports',
  'volumes',
  'environment',
  'deploy',
  'resources',
  'limits',
  'memory',
  'security_opt',
  'secrets',
  'include',
  'tmpfs',
  'devices',
  'ulimits',
  'healthcheck',
  'test',
  'env_file',
  'networks',
  'volumes_from',
  'configs',
  'user',
  'command',
  '<<',
];
const scalars = fc.oneof(
  fc.constantFrom(
    'web',
    '${A',
    '${A:-${B}}',
    '$',
    '80:80',
    './a:/a',
    'x',
    '~',
    '!reset null',
    'true',
    '*a',
    '&a x',
    '"',
    '{{',
    '/',
    ':',
    '::',
    '-',
  ),
  fc.string({ maxLength: 6 }),
);
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium' },
    scalars,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 5 }),
  ),
}));
const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(', ')}}`;
  return String(value);
};

describe('any text', () => {
  it('of the right words is read without a throw', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), node, { maxKeys: 6 }), (service) => {
        const text = `services:\n  web: ${flow(service)}\n  b: {extends: web, image: x}\n`;
        expect(readCompose(text).problems).toBeInstanceOf(Array);
        expect(readCompose(JSON.stringify({ services: { web: service } })).problems).toBeInstanceOf(Array);
        expect(readCompose(JSON.stringify(service)).problems).toBeInstanceOf(Array);
      }),
      { numRuns: 400 },
    );
  });

  it('at all is read without a throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(readCompose(text).problems).toBeInstanceOf(Array);
      }),
      { numRuns: 300 },
    );
  });
});
