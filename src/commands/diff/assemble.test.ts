import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffReport } from '../../reports/diff/shape.ts';
import { asker } from '../check/ask.ts';
import { assembled } from './assemble.ts';
import type { Ground } from './ground.ts';
import { lookOver } from './look.ts';

const options = { profile: 'recommended', all: false, views: false } as const;
const ask = asker(options);

function groundOf(files: Readonly<Record<string, string>>): Ground {
  const source = (path: string) => ({ path, text: files[path] ?? '' });
  return {
    name: 'x',
    kind: 'folder',
    files: Object.keys(files).map((path) => ({ path, key: path, named: false, text: () => files[path] ?? '' })),
    given: [],
    context: () => ({ env: {}, load: (path) => (files[path] === undefined ? undefined : source(path)) }),
    keyOf: (path) => path,
    render: async (rest) => ({ renderings: [], rest }),
    problems: [],
    passedOver: [],
  };
}

async function diff(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>): Promise<DiffReport> {
  const grounds = { base: groundOf(base), head: groundOf(head) };
  const { base: one, head: other } = await lookOver(grounds, ask, options);
  return assembled(grounds, one, other);
}

const going = (report: DiffReport, direction: string): string[] =>
  report.containers
    .flatMap(({ name, changes }) =>
      changes
        .filter((change) => change.direction === direction)
        .map((change) => `${name} ${change.kind} ${change.what} ${change.severity}`),
    )
    .sort();

const lines = [
  'privileged: true',
  'read_only: true',
  'user: "1000"',
  'user: ${WHO}',
  'network_mode: host',
  'pid: host',
  'ipc: shareable',
  'cap_add: [NET_ADMIN, SYS_ADMIN]',
  'cap_add: ["${CAP}"]',
  'cap_drop: [ALL]',
  'security_opt: ["no-new-privileges:true"]',
  'security_opt: ["seccomp=unconfined", "apparmor=unconfined", "label=disable"]',
  'security_opt: ["seccomp=missing.json"]',
  'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]',
  'volumes: ["/etc:/etc:ro", "data:/data"]',
  'devices: ["/dev/sda:/dev/sda:r"]',
  'ports: ["127.0.0.1:5432:5432", "80:80"]',
  'ports: ["5432:5432"]',
  'mem_limit: 256m',
  'mem_limit: 1g',
  'pids_limit: 100',
  'environment: { DB_PASSWORD: Tr0ub4dor-and-3 }',
  'sysctls: { net.ipv4.tcp_syncookies: 0 }',
  'oom_score_adj: -500',
  'runtime: runsc',
];
const service = fc.record({
  image: fc.constantFrom('nginx', 'nginx:1', 'redis:7', 'nginx@sha256:ab'),
  lines: fc.uniqueArray(fc.constantFrom(...lines), { maxLength: 6, selector: (line) => line.split(':', 1)[0] }),
});
const compose = fc.dictionary(fc.constantFrom('web', 'db', 'job'), service, { minKeys: 1 }).map((services) => ({
  'compose.yaml': `services:\n${Object.entries(services)
    .map(([name, { image, lines: own }]) => `  ${name}:\n    image: ${image}\n${own.map((line) => `    ${line}\n`).join('')}`)
    .join('')}`,
}));

describe('assembled', () => {
  it('a side and itself differ in nothing', async () => {
    await fc.assert(
      fc.asyncProperty(compose, async (files) => {
        expect((await diff(files, files)).containers).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('what one way widens narrows the other way', async () => {
    await fc.assert(
      fc.asyncProperty(compose, compose, async (base, head) => {
        const [there, back] = [await diff(base, head), await diff(head, base)];
        // A renamed container has another name on each side.
        fc.pre(there.containers.every(({ renamedFrom }) => renamedFrom === undefined));
        expect(going(there, 'widens')).toEqual(going(back, 'narrows'));
        expect(going(there, 'narrows')).toEqual(going(back, 'widens'));
        expect(going(there, 'changes')).toEqual(going(back, 'changes'));
        expect(going(there, 'unknown')).toEqual(going(back, 'unknown'));
      }),
      { numRuns: 100 },
    );
  });

  it('a new container is held against what the engine gives', async () => {
    const report = await diff(
      {},
      { 'compose.yaml': 'services:\n  web:\n    image: nginx:1\n    cap_add: [SYS_ADMIN]\n    read_only: true\n' },
    );
    expect(report.summary).toMatchObject({ new: 1, widened: 1, removed: 0 });
    expect(report.containers[0]?.status).toBe('new');
    expect(going(report, 'widens')).toContain('web capability CAP_SYS_ADMIN critical');
    expect(going(report, 'narrows')).toEqual([]);
  });

  it('a container that is gone gains nothing', async () => {
    const report = await diff({ 'compose.yaml': 'services:\n  web:\n    image: nginx:1\n    privileged: true\n    read_only: true\n' }, {});
    expect(report.summary).toMatchObject({ removed: 1, widened: 0, narrowed: 0 });
    expect(going(report, 'widens')).toEqual([]);
    expect(going(report, 'narrows')).toContain('web privileged privileged critical');
  });

  it('an included file, an env file and a Containerfile count', async () => {
    const files = (user: string, read: string) => ({
      'compose.yaml': 'services:\n  web:\n    build: .\n    extends: { file: base.yaml, service: web }\n',
      'base.yaml': `services:\n  web:\n    image: x\n    read_only: ${read}\n`,
      Containerfile: `FROM debian:12\nUSER ${user}\n`,
    });
    const report = await diff(files('1000', 'true'), files('root', 'false'));
    const web = report.containers.find(({ name }) => name === 'web');
    expect(web?.changes.map(({ short }) => short)).toEqual(expect.arrayContaining(['root file system now writable']));
  });

  it('a problem of a file that did not change is told apart', async () => {
    const broken = { 'compose.yaml': 'services:\n  web: [\n' };
    expect((await diff(broken, broken)).problems.map(({ side }) => side)).toEqual(['both']);
    const after = await diff({ 'compose.yaml': 'services:\n  web:\n    image: x:1\n' }, broken);
    expect(after.problems.map(({ side }) => side)).toEqual(['head']);
    expect(after.summary.problems).toBe(1);
  });

  it('a policy that is gone lets traffic in', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { containers: [{ name: c, image: "x:1" }] }\n';
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress] }\n';
    const report = await diff({ 'pod.yaml': pod, 'policy.yaml': policy }, { 'pod.yaml': pod });
    expect(going(report, 'widens')).toEqual(['Pod/web/c network-policy ingress medium']);
  });

  it('no secret is in it', async () => {
    const compose = (value: string) => ({
      'compose.yaml': `services:\n  web:\n    image: x:1\n    environment: { DB_PASSWORD: ${value} }\n`,
    });
    const report = await diff({}, compose('Tr0ub4dor-and-3'));
    expect(JSON.stringify(report)).toContain('DB_PASSWORD');
    expect(JSON.stringify(report)).not.toContain('Tr0ub4dor');
  });
});
