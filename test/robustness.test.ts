import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, patience } from './support/cli.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-robust-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(name: string, tree: Record<string, string | Buffer>): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: good\nspec:\n  containers:\n    - name: c\n      image: nginx:1.27\n';
const privileged = `${pod}      securityContext:\n        privileged: true\n`;

interface Json {
  containers: { name: string; file: string }[];
  findings: { control: string; outcome: string; origin: { file: string; line: number } }[];
  problems: { file: string; line?: number; message: string }[];
  passedOver: { file: string; reason: string }[];
}

const json = (cwd: string, args: readonly string[] = ['.']): Json & { exit: number | null; err: string } => {
  const ran = bulkhead(['check', '--format', 'json', ...args], { cwd });
  expect(ran.err).not.toMatch(/\n\s+at /);
  return { ...(JSON.parse(ran.out) as Json), exit: ran.exit, err: ran.err };
};

const bomb = (depth: number): string => {
  const lines = ['x-a0: &a0 {image: nginx}'];
  for (let n = 1; n < depth; n++) lines.push(`x-a${n}: &a${n} {l: *a${n - 1}, r: *a${n - 1}}`);
  return `${lines.join('\n')}\nservices:\n  web: *a${depth - 1}\n`;
};

describe('bad input gets one clear line, and the rest is still judged', () => {
  it.each<[string, Record<string, string | Buffer>, { file: string; line?: number; message: RegExp }]>([
    ['broken YAML', { 'bad.yaml': 'apiVersion: v1\nkind: Pod\nspec: [1,\n  a: : b\n' }, { file: 'bad.yaml', message: /YAML/ }],
    [
      'a cyclic anchor',
      { 'compose.yaml': 'services:\n  web: &w\n    image: nginx\n    labels: *w\n' },
      { file: 'compose.yaml', line: 4, message: /inside the node/ },
    ],
    [
      'invalid UTF-8',
      { 'compose.yaml': Buffer.from([0x73, 0x3a, 0x20, 0xe9, 0xff, 0x0a]) },
      { file: 'compose.yaml', message: /UTF-8: byte 4/ },
    ],
    [
      'a Helm template',
      {
        't.yaml':
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n  {{- range .Values.c }}\n  - name: x\n  {{- end }}\n',
      },
      { file: 't.yaml', message: /helm template/ },
    ],
    ['a Containerfile without FROM', { Containerfile: 'RUN true\n' }, { file: 'Containerfile', line: 1, message: /FROM/ }],
    ['an unknown instruction', { Containerfile: 'FROM scratch\nFETCH x\n' }, { file: 'Containerfile', line: 2, message: /FETCH/ }],
    ['an unknown option', { 'run.sh': '#!/bin/sh\ndocker run --privilegd nginx\n' }, { file: 'run.sh', line: 2, message: /--privilegd/ }],
    ['options from a variable', { 'run.sh': '#!/bin/sh\ndocker run $OPTS nginx\n' }, { file: 'run.sh', line: 2, message: /\$OPTS/ }],
    [
      'a missing include',
      { 'compose.yaml': 'include: [other.yaml]\nservices:\n  web:\n    image: nginx\n' },
      { file: 'compose.yaml', line: 1, message: /other\.yaml/ },
    ],
    [
      'a circle of extends',
      { 'compose.yaml': 'services:\n  a:\n    extends: b\n  b:\n    extends: a\n' },
      { file: 'compose.yaml', message: /extends/ },
    ],
    [
      'a misspelt security key',
      { 'p.yaml': `${pod}      securityContext:\n        privilaged: true\n` },
      { file: 'p.yaml', line: 10, message: /privilaged/ },
    ],
  ])('%s', (name, tree, expected) => {
    const path = folder(name, { ...tree, 'z-good.yaml': privileged });
    const report = json(path);
    const problem = report.problems.find(({ file }) => file === expected.file);
    expect(problem?.message).toMatch(expected.message);
    expect(problem?.message).not.toContain('\n');
    if (expected.line !== undefined) expect(problem?.line).toBe(expected.line);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        control: 'privileged',
        outcome: 'broken',
        origin: expect.objectContaining({ file: 'z-good.yaml', line: 10 }),
      }),
    );
    expect(report.exit).toBe(2);
  });

  it('a YAML bomb ends soon', () => {
    const path = folder('bomb', { 'compose.yaml': bomb(40), 'z-good.yaml': privileged });
    const start = performance.now();
    expect(json(path).findings.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('an endless line is judged, and its report stays readable', () => {
    const path = folder('line', { 'run.sh': `#!/bin/sh\ndocker run --privileged ${'-e A=b '.repeat(50_000)} nginx\n` });
    const ran = bulkhead(['check', path]);
    expect(ran.exit).toBe(1);
    expect(Math.max(...ran.out.split('\n').map((line) => line.length))).toBeLessThan(400);
  });

  it('a file of 100 MB is a problem when named, and passed over when found', () => {
    const path = folder('huge', { 'z-good.yaml': privileged });
    ftruncateSync(openSync(join(path, 'huge.yaml'), 'w'), 100 * 1024 * 1024);
    expect(json(path).passedOver).toContainEqual(
      expect.objectContaining({ file: 'huge.yaml', reason: expect.stringMatching(/too large/) }),
    );
    expect(json(path, ['huge.yaml']).problems[0]?.message).toMatch(/too large/);
  });

  it('a binary file is passed over when found, and a problem when named', () => {
    const path = folder('binary', { 'x.yaml': Buffer.from([0, 1, 2]), 'z-good.yaml': privileged });
    expect(json(path).passedOver).toContainEqual({ file: 'x.yaml', reason: 'it is binary' });
    expect(json(path, ['x.yaml']).exit).toBe(2);
  });

  it('a link out of the folder is not followed', () => {
    const path = folder('link', { 'z-good.yaml': privileged });
    symlinkSync('/etc/hostname', join(path, 'compose.yaml'));
    expect(json(path).passedOver).toContainEqual({ file: 'compose.yaml', reason: 'a symbolic link' });
  });

  it('a named file that is nothing we know is a problem, not silence', () => {
    const path = folder('unknown', { 'notes.yaml': 'a: 1\n' });
    expect(json(path, ['notes.yaml']).exit).toBe(2);
    expect(json(path, ['.']).exit).toBe(0);
  });

  it('a missing path is a problem', () => {
    const report = json(root, ['nowhere']);
    expect(report.problems).toEqual([{ file: 'nowhere', message: 'there is no such file or folder' }]);
    expect(report.exit).toBe(2);
  });

  it('the same file given twice is judged once', () => {
    const path = folder('twice', { 'a.yaml': privileged });
    expect(json(path, ['.', 'a.yaml', './a.yaml']).containers.length).toBe(1);
  });
});

describe('many files, shared among threads', () => {
  it('come to the same report as one by one', () => {
    const tree = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`d${n % 7}/p${n}.yaml`, n % 2 === 0 ? privileged : pod]));
    const path = folder('many', { ...tree, 'd0/bad.yaml': 'apiVersion: v1\nkind: Pod\na: : b\n' });
    const report = json(path);
    expect(report.containers.length).toBe(400);
    expect(report.containers.map(({ file }) => file)).toEqual([...report.containers.map(({ file }) => file)].sort());
    expect(report.findings.filter(({ control }) => control === 'privileged').length).toBe(200);
    expect(report.problems.map(({ file, line }) => [file, line])).toEqual([['d0/bad.yaml', 3]]);
  });
});

describe('what the run is told by its streams', () => {
  /** Runs the command through a shell, for redirections. */
  const shell = (words: string): { status: number | null; err: string; out: string } => {
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', words.replaceAll('bulkhead', `"${process.execPath}" "${resolve('dist/cli.cjs')}"`)],
      {
        cwd: folder('streams', { 'a.yaml': privileged }),
        timeout: patience,
      },
    );
    return { status, err: stderr.toString(), out: stdout.toString() };
  };

  it.each([
    ['--help', 'bulkhead --help', 0],
    ['findings', 'bulkhead check a.yaml', 1],
    ['problems', 'bulkhead check nowhere.yaml', 2],
  ])('a reader that goes away changes nothing of the exit code: %s', (_name, words, exit) => {
    expect(shell(`${words} | true; exit \${PIPESTATUS[0]}`)).toEqual({ status: exit, err: '', out: '' });
  });

  it.each(['check a.yaml', 'explain', '--help', 'effective a.yaml'])('a full disk is one line and exit code 2: %s', (words) => {
    expect(shell(`bulkhead ${words} >/dev/full`)).toEqual({
      status: 2,
      err: 'bulkhead: standard output was not written: no space is left\n',
      out: '',
    });
  });

  it('a full disk behind standard error is exit code 2', () => {
    expect(shell('bulkhead effective nowhere.yaml 2>/dev/full').status).toBe(2);
  });

  it('a folder that is gone is one line', () => {
    const ran = shell('mkdir gone && cd gone && rmdir ../gone && bulkhead check .');
    expect(ran).toEqual({ status: 2, err: 'bulkhead: the folder that this was started in is gone\n', out: '' });
  });

  it('an empty target is no folder', () => {
    const ran = shell("bulkhead check ''");
    expect(ran.status).toBe(2);
    expect(ran.out).toMatch(/an empty word is no target/);
  });
});

describe('--output', () => {
  it('is written whole, keeps the mode, and leaves nothing beside it', () => {
    const path = folder('output', { 'a.yaml': privileged, 'report.json': 'old' });
    chmodSync(join(path, 'report.json'), 0o640);
    expect(bulkhead(['check', 'a.yaml', '--format', 'json', '--output', 'report.json'], { cwd: path }).exit).toBe(1);
    expect(JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')).version).toBe(1);
    expect(statSync(join(path, 'report.json')).mode & 0o777).toBe(0o640);
    expect(readdirSync(path).sort()).toEqual(['a.yaml', 'report.json']);
  });

  it('that cannot be written is one line and exit code 2', () => {
    const ran = bulkhead(['check', '--output', 'no/such/folder.json', '.'], { cwd: folder('output2', { 'a.yaml': privileged }) });
    expect(ran.exit).toBe(2);
    expect(ran.err).toBe('bulkhead: no/such/folder.json was not written: there is no such file\n');
  });
});

describe('names that drive a terminal, or a CI system that reads what is printed', () => {
  const hostile = '\u001b[31mRED\u0007\r\n::error::forged';
  const json = JSON.stringify(hostile);
  const tree = {
    'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: ${json}}\nspec: {containers: [{name: ${json}, image: x, ${json}: 1}]}\n`,
    'compose.yaml': `services: {${json}: {image: ${json}, ${json}: 1, security_opt: [${json}]}}\n`,
    'seccomp.json': `{"defaultAction": "SCMP_ACT_ERRNO", ${json}: 1, "syscalls": [{"names": [${json}], "action": "SCMP_ACT_ALLOW"}]}`,
    'refused.json': `{"defaultAction": ${json}}`,
    'profile.aa': 'profile "x\u001b[31m" {\n  bogus\u001b[31m,\n}\n',
    'bulkhead.config.yaml': `${json}: 1\n`,
  };
  it.each([
    ['effective pod.yaml'],
    ['effective compose.yaml'],
    ['effective --format oci pod.yaml'],
    ['effective --container none pod.yaml'],
    ['fix --no-config compose.yaml'],
    ['fix --no-config --format patch pod.yaml'],
    ['seccomp show seccomp.json'],
    ['seccomp test seccomp.json clone'],
    ['seccomp show refused.json'],
    ['apparmor show profile.aa'],
    ['check'],
    ['check --no-config --details'],
    ['check --no-config --format github'],
    ['check --no-config --format markdown'],
  ])('%s', (words) => {
    const { out, err } = bulkhead(words.split(' '), { cwd: folder(`escapes-${words.replace(/\W+/g, '-')}`, tree) });
    expect(`${out}${err}`).not.toBe('');
    for (const line of `${out}\n${err}`.split('\n')) expect(line).not.toMatch(/[^\P{Cc}\t]|^::error::forged/u);
  });
});
