import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../src/model/index.ts';
import { bulkhead } from './support/cli.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulkhead-living-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}
const run = (...args: string[]) => bulkhead(['check', ...args], { cwd });
const json = (...args: string[]) => JSON.parse(run('--format', 'json', ...args).out) as Report;
const accepted = (report: Report) =>
  report.findings.filter((each) => each.accepted !== undefined).map(({ control, container }) => `${control} ${container}`);
const complaints = (report: Report) => report.findings.filter(({ control }) => control === 'accepted-risk').map(({ detail }) => detail);

const service = (more: string) => `services:\n  web:\n    image: nginx:1.27\n    user: "1:1"\n${more}`;
const privileged = service('    privileged: true\n');

describe('a comment', () => {
  it('takes its finding, and what follows from it, out of the exit code', () => {
    write({ 'compose.yaml': privileged });
    expect(run('compose.yaml').exit).toBe(1);
    write({ 'compose.yaml': service('    privileged: true # bulkhead: accept privileged until 2999-01-01: drives the hardware\n') });
    expect(run('compose.yaml').exit).toBe(0);
    expect(run('compose.yaml').out).toContain('accepted (--all lists them)');
    expect(run('compose.yaml', '--all').out).toContain('until 2999-01-01: drives the hardware (compose.yaml:5)');
    expect(complaints(json('compose.yaml'))).toEqual([]);
  });

  it('accepts a missing line at the service', () => {
    write({
      'compose.yaml':
        'services:\n  # bulkhead: accept memory-limit until 2999-01-01: alone on its host\n  web:\n    image: nginx:1.27\n  db:\n    image: nginx:1.27\n',
    });
    expect(accepted(json('compose.yaml'))).toEqual(['memory-limit compose.yaml#web']);
  });

  it('counts no longer once it has ended, and says so', () => {
    write({ 'compose.yaml': service('    # bulkhead: accept privileged until 2020-01-31: old\n    privileged: true\n') });
    expect(run('compose.yaml').exit).toBe(1);
    expect(complaints(json('compose.yaml'))).toEqual([
      'the acceptance of privileged ended on 2020-01-31, so what it accepted counts again',
    ]);
  });

  it('is unused only for a control that was judged', () => {
    write({ 'compose.yaml': service('    # bulkhead: accept cpu-limit, privileged until 2999-01-01: why\n    tty: true\n') });
    expect(complaints(json('compose.yaml'))).toEqual([expect.stringContaining('privileged')]);
    expect(complaints(json('compose.yaml', '--profile', 'strict')).length).toBe(2);
    expect(complaints(json('compose.yaml', '--control', 'memory-limit'))).toEqual([]);
  });

  it('works in a Containerfile, also for the service that is built from it', () => {
    write({
      Containerfile: 'FROM debian:12\n# bulkhead: accept non-root-user until 2999-01-01: steps down by itself\nUSER root\nCMD ["x"]\n',
      'compose.yaml': 'services:\n  web:\n    build: {context: ., dockerfile: Containerfile}\n',
    });
    expect(accepted(json('.'))).toEqual(expect.arrayContaining(['non-root-user compose.yaml#web']));
    expect(complaints(json('.'))).toEqual([]);
  });

  it('works in a script and a unit', () => {
    write({
      'run.sh': '#!/bin/sh\n# bulkhead: accept privileged until 2999-01-01: why\ndocker run \\\n  --privileged \\\n  nginx:1.27\n',
      'web.container': '[Container]\nImage=nginx:1.27\n# bulkhead: accept host-network until 2999-01-01: why\nNetwork=host\n',
    });
    expect(accepted(json('.', '--control', 'privileged', '--control', 'host-network'))).toEqual([
      'privileged run.sh#nginx:1.27',
      'host-network web.container#web',
    ]);
  });
});

it('an annotation accepts for the pod, or for one container', () => {
  write({
    'd.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    bulkhead.dev/accept.memory-limit: "until 2999-01-01: the namespace has limits"
spec:
  template:
    metadata:
      annotations: {bulkhead.dev/accept.non-root-user.side: "until 2999-01-01: port 80"}
    spec:
      containers: [{name: web, image: "x:1"}, {name: side, image: "y:1"}]
`,
  });
  const report = json('d.yaml', '--control', 'memory-limit', '--control', 'non-root-user');
  expect(accepted(report).sort()).toEqual([
    'memory-limit d.yaml#Deployment/web/side',
    'memory-limit d.yaml#Deployment/web/web',
    'non-root-user d.yaml#Deployment/web/side',
  ]);
  expect(complaints(report)).toEqual([]);
});

it.each(['{bulkhead.accept.privileged: "until 2999-01-01: why"}', '["bulkhead.accept.privileged=until 2999-01-01: why"]'])(
  'a label accepts: %s',
  (labels) => {
    write({ 'compose.yaml': `${privileged}    labels: ${labels}\n` });
    expect(run('compose.yaml').exit).toBe(0);
  },
);

describe('the configuration', () => {
  it('is found upwards to the repository, and left out on request', () => {
    write({ '.git/HEAD': '', 'bulkhead.config.yaml': 'failOn: low\n', 'sub/compose.yaml': service('') });
    const inSub = (...args: string[]) => bulkhead(['check', ...args], { cwd: join(cwd, 'sub') }).exit;
    expect(inSub()).toBe(1);
    expect(inSub('--no-config')).toBe(0);
    expect(inSub('--fail-on', 'critical')).toBe(0);
    rmSync(join(cwd, '.git'), { recursive: true });
    expect(inSub()).toBe(0);
    expect(inSub('--config', '../bulkhead.config.yaml')).toBe(1);
  });

  it('chooses by path, also over threads', () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`${n % 2 === 0 ? 'old' : 'new'}/${n}/compose.yaml`, privileged]),
    );
    write({ ...files, 'bulkhead.config.yaml': 'paths: [{files: [old/], severity: {privileged: low, memory-limit: off}}]\n' });
    const report = json('.', '--control', 'privileged');
    const severities = new Set(report.findings.map(({ container, severity }) => `${container.slice(0, 3)} ${severity}`));
    expect([...severities].sort()).toEqual(['new critical', 'old low']);
    expect(
      new Set(
        json('.')
          .findings.filter(({ control }) => control === 'memory-limit')
          .map(({ container }) => container.slice(0, 3)),
      ),
    ).toEqual(new Set(['new']));
  });

  it('is outweighed by flags', () => {
    write({
      'compose.yaml': service(''),
      'bulkhead.config.yaml': 'profile: strict\npaths: [{files: [compose.yaml], engine: docker@20.10}]\n',
    });
    const froms = (...args: string[]) =>
      new Set(json(...args).findings.flatMap(({ from }) => (from?.startsWith('Docker') ? [from.slice(0, 12)] : [])));
    expect([...froms()]).toEqual(['Docker 20.10']);
    expect([...froms('--engine', 'docker@28')]).toEqual(['Docker 28 de']);
    expect(json().findings.length).toBeGreaterThan(json('--profile', 'recommended').findings.length);
  });

  it('passes over what it excludes, and says why', () => {
    write({ 'compose.yaml': service(''), 'vendor/compose.yaml': privileged, 'bulkhead.config.json': '{"exclude": ["vendor/"]}' });
    expect(json().passedOver).toContainEqual({ file: 'vendor', reason: 'excluded by the configuration' });
    expect(json('vendor/compose.yaml')).toMatchObject({
      containers: [],
      passedOver: [{ file: 'vendor/compose.yaml', reason: 'excluded by the configuration' }],
    });
  });

  it('accepts findings and problems, and is told of what it accepts in vain', () => {
    write({
      'compose.yaml': privileged,
      'x.yaml': 'apiVersion: v1\nkind: Pod\nspec: {{ .Values.spec }}\n  containers: []\n',
      'bulkhead.config.yaml': `accept:
  - { control: privileged, container: web, file: compose.yaml, reason: hardware, until: 2999-01-01 }
  - { problem: a template, reason: rendered elsewhere, until: 2999-01-01 }
  - { control: host-pid, reason: gone, until: 2999-01-01 }
  - { control: host-pid, file: gone/**, reason: gone, until: 2999-01-01 }
`,
    });
    expect(run('.').exit).toBe(0);
    expect(json('.').problems).toMatchObject([{ accepted: { by: 'configuration', reason: 'rendered elsewhere' } }]);
    expect(complaints(json('.'))).toEqual([expect.stringContaining('host-pid'), expect.stringContaining('host-pid')]);
    expect(complaints(json('compose.yaml'))).toEqual([]);
  });

  it('may be written in TypeScript', () => {
    write({
      'compose.yaml': service(''),
      'bulkhead.config.ts':
        "import { defineConfig } from 'bulkhead';\nconst low: 'low' = 'low';\nexport default defineConfig({ failOn: low });\n",
    });
    expect(run()).toMatchObject({ exit: 1, err: '' });
  });

  it.each([
    [
      'bulkhead.config.yaml',
      'profil: strict',
      'bulkhead: bulkhead.config.yaml:1:1: profil: there is no setting of this name; did you mean profile?\n',
    ],
    [
      'bulkhead.config.mjs',
      'export default { failOn: "x" }',
      'bulkhead: bulkhead.config.mjs: failOn: expected one of low, medium, high, critical, found "x"\n',
    ],
    ['bulkhead.config.js', 'throw new Error("a\\nb")', 'bulkhead: bulkhead.config.js: it does not run: a\n'],
    [
      'bulkhead.config.js',
      'process.exit(0)',
      'bulkhead: bulkhead.config.js: it ended before it had exported anything (process.exit, or a promise that never settles)\n',
    ],
    [
      'bulkhead.config.ts',
      'await new Promise(() => {})',
      'bulkhead: bulkhead.config.ts: it ended before it had exported anything (process.exit, or a promise that never settles)\n',
    ],
  ])('that is wrong is one line: %s', (name, text, err) => {
    write({ [name]: text, 'compose.yaml': service('') });
    expect(run()).toEqual({ exit: 2, out: '', err });
  });

  it('is one file', () => {
    write({ 'bulkhead.config.yaml': '', 'bulkhead.config.json': '{}' });
    expect(run()).toMatchObject({ exit: 2, err: expect.stringContaining('keep one') });
  });

  it.each([
    ['a folder without containers', { 'notes.txt': 'x' }],
    ['one with a container', { 'compose.yaml': service('') }],
  ])('may speak of what only scan finds: %s', (_, files) => {
    const config = 'accept: [{control: setuid-files, path: /opt/**, reason: a, until: 2999-01-01}]\nseverity: {image-secrets: "off"}\n';
    write({ ...files, '.git/HEAD': '', 'bulkhead.config.yaml': config });
    expect(complaints(json())).toEqual([]);
  });
});

describe('a baseline', () => {
  it('keeps the old findings out of the exit code, and counts what is new and what is mended', () => {
    write({ 'compose.yaml': privileged });
    expect(run('--baseline', 'b.json')).toMatchObject({ exit: 2, err: expect.stringContaining('write it with --update-baseline') });
    expect(run('--baseline', 'b.json', '--update-baseline')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('are in the baseline'),
    });
    write({ 'compose.yaml': `# moved\n\n${privileged}` });
    expect(run('--baseline', 'b.json').exit).toBe(0);
    write({ 'compose.yaml': `${privileged}    pid: host\n` });
    expect(run('--baseline', 'b.json').exit).toBe(1);
    write({ 'compose.yaml': service('') });
    expect(run('--baseline', 'b.json')).toMatchObject({ exit: 0, out: expect.stringMatching(/entries of the baseline are mended/) });
    expect(bulkhead(['check', '--baseline', 'b.json', cwd], { cwd: '/' }).exit).toBe(2);
    expect(bulkhead(['check', '--baseline', join(cwd, 'b.json'), cwd], { cwd: '/' }).out).toMatch(/are in the baseline/);
  });

  it('keeps what a run did not look at', () => {
    write({ 'a/compose.yaml': privileged, 'b/compose.yaml': privileged });
    run('--baseline', 'b.json', '--update-baseline');
    const before = readFileSync(join(cwd, 'b.json'), 'utf8');
    expect(run('a', '--baseline', 'b.json', '--update-baseline').exit).toBe(0);
    expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toBe(before);
    expect(json('a', '--baseline', 'b.json').baseline?.stale).toBe(0);
    rmSync(join(cwd, 'b'), { recursive: true });
    expect(json('a', '--baseline', 'b.json').baseline?.stale).toBeGreaterThan(5);
  });

  it('holds no secret', () => {
    write({ 'compose.yaml': service('    environment: {DB_PASSWORD: hunter2hunter2}\n') });
    run('--baseline', 'b.json', '--update-baseline');
    expect(readFileSync(join(cwd, 'b.json'), 'utf8')).not.toContain('hunter2');
  });
});

it('says accepted and known findings in every format', () => {
  write({ 'compose.yaml': service('    privileged: true # bulkhead: accept privileged until 2999-01-01: why not\n') });
  run('--baseline', 'b.json', '--update-baseline');
  const sarif = JSON.parse(run('--format', 'sarif', '--baseline', 'b.json').out).runs[0].results as {
    ruleId: string;
    baselineState?: string;
    suppressions?: unknown[];
  }[];
  expect(sarif.find(({ ruleId }) => ruleId === 'privileged')).toMatchObject({
    suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'why not (until 2999-01-01)' }],
  });
  expect(sarif.filter(({ suppressions }) => suppressions === undefined).every(({ baselineState }) => baselineState === 'unchanged')).toBe(
    true,
  );
  expect(run('--format', 'junit').out).toContain('<skipped message="accepted until 2999-01-01: why not"/>');
  expect(run('--format', 'markdown').out).toMatch(/Not counted: \d+ accepted\./);
  expect(run('--format', 'github').out).not.toContain('privileged');
  expect(run('--quiet').out).toBe('');
});
