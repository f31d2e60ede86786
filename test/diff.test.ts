import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { bulkhead, type Ran } from './support/cli.ts';
import { writeFiles } from './support/folder.ts';
import { repositories } from './support/git.ts';

const { home, env, git, folderOf, commit, repository, remove } = repositories();
afterAll(remove);

let count = 0;
const diff = (folder: string, ...args: string[]): Ran => bulkhead(['diff', ...args], { cwd: folder, env });

interface Json {
  base: { commit?: string; kind: string };
  head: { commit?: string; kind: string };
  containers: {
    name: string;
    status: string;
    renamedFrom?: string;
    changes: {
      direction: string;
      short: string;
      follows?: string;
      base?: { file?: string; line?: number };
      head?: { file?: string; line?: number };
    }[];
  }[];
  problems: { side: string; file: string }[];
  summary: { containers: number; widened: number; new: number; removed: number };
}

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../docs/diff.schema.json', import.meta.url), 'utf8')),
);

function json(folder: string, ...args: string[]): Json {
  const ran = diff(folder, '--format', 'json', ...args);
  expect(ran.err).toBe('');
  const report = JSON.parse(ran.out) as Json;
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  return report;
}

const shorts = (report: Json, name = 'web'): string[] =>
  report.containers.find((one) => one.name === name)?.changes.flatMap(({ short, follows }) => (follows === undefined ? [short] : [])) ?? [];

const compose = (...lines: string[]): string => `services:\n  web:\n    image: nginx:1\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('bulkhead diff', () => {
  it('holds a revision against the working tree', () => {
    const folder = repository({ 'compose.yaml': compose('read_only: true') });
    expect(diff(folder, 'main').out).toMatch(/main \([0-9a-f]{10}\) → working tree: no difference in what 1 container may do/);
    writeFiles(folder, { 'compose.yaml': compose('network_mode: host') });
    const ran = diff(folder, 'main');
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('+host network, root file system now writable');
    expect(ran.out).toContain('(compose.yaml:4, was Docker');
    expect(diff(folder, 'main', '--fail-on-widening').exit).toBe(1);
    expect(diff(folder, 'main', '--fail-on-widening', '--fail-on', 'critical').exit).toBe(0);
    const report = json(folder, 'main');
    expect(report.base).toMatchObject({ kind: 'revision', commit: git(folder, 'rev-parse', 'main') });
    expect(report.containers[0]?.changes[0]).toMatchObject({ head: { file: 'compose.yaml', line: 4 } });
  });

  it('a change that only narrows fails nothing', () => {
    const folder = repository({ 'compose.yaml': compose('privileged: true') });
    writeFiles(folder, { 'compose.yaml': compose('cap_drop: [ALL]') });
    const ran = diff(folder, 'HEAD', '--fail-on-widening');
    expect([ran.exit, ran.out]).toEqual([0, expect.stringContaining('safer  web')]);
    expect(ran.out).toContain('-privileged');
  });

  it('two revisions, and a range of two or three dots', () => {
    const folder = repository({ 'compose.yaml': compose() });
    git(folder, 'checkout', '-q', '-b', 'topic');
    writeFiles(folder, { 'compose.yaml': compose('privileged: true') });
    commit(folder, 'topic');
    git(folder, 'checkout', '-q', 'main');
    writeFiles(folder, { 'other/compose.yaml': 'services:\n  late:\n    image: x:1\n    pid: host\n' });
    commit(folder, 'main goes on');
    expect(json(folder, 'main', 'topic').containers.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'web changed',
      'late removed',
    ]);
    expect(json(folder, 'main..topic').containers).toEqual(json(folder, 'main', 'topic').containers);
    expect(json(folder, 'main...topic').containers.map(({ name }) => name)).toEqual(['web']);
    expect(json(folder, 'topic...').containers.map(({ name, status }) => `${name} ${status}`)).toEqual(['late new']);
    expect(diff(folder, 'main..nothing')).toMatchObject({ exit: 2, err: 'bulkhead: main..nothing: there is no revision nothing\n' });
  });

  it('reads the files that a file names as the revision has them', () => {
    const folder = repository({
      'compose.yaml':
        'services:\n  web:\n    build: ./app\n    extends: { file: base.yaml, service: base }\n    security_opt: ["seccomp=p.json"]\n',
      'base.yaml': 'services:\n  base:\n    image: x\n    cap_drop: [ALL]\n',
      'app/Dockerfile': 'FROM debian:12\nUSER 1000\n',
      'p.json': '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","write","exit"],"action":"SCMP_ACT_ALLOW"}]}',
    });
    writeFiles(folder, {
      'base.yaml': 'services:\n  base:\n    image: x\n',
      'app/Dockerfile': 'FROM debian:12\n',
      'p.json': '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","write","exit","bpf"],"action":"SCMP_ACT_ALLOW"}]}',
    });
    expect(shorts(json(folder, 'main'))).toEqual(
      expect.arrayContaining(['user now root', '+CAP_NET_RAW', 'attack surface 3 → 4 syscalls']),
    );
  });

  it('renamed files and services are still the same container', () => {
    const folder = repository({ 'compose.yaml': compose('ports: ["80:80"]', 'volumes: ["./a:/a"]') });
    git(folder, 'mv', 'compose.yaml', 'compose.prod.yaml');
    expect(json(folder, 'main').containers).toMatchObject([{ name: 'web', renamedFrom: 'compose.yaml', changes: [] }]);
    writeFiles(folder, {
      'compose.prod.yaml': compose('ports: ["80:80"]', 'volumes: ["./a:/a"]', 'privileged: true').replace('web', 'shop'),
    });
    expect(diff(folder, 'main').out).toContain('critical  shop  compose.prod.yaml:2  (renamed from web in compose.yaml)');
  });

  it('deleted files, new files, and files that git does not know yet', () => {
    const folder = repository({
      'a/compose.yaml': compose(),
      'b/compose.yaml': 'services:\n  db:\n    image: redis:7\n    privileged: true\n',
    });
    rmSync(join(folder, 'b'), { recursive: true });
    writeFiles(folder, { 'c/compose.yaml': 'services:\n  job:\n    image: x:1\n    pid: host\n' });
    expect(json(folder, 'main').containers.map(({ name, status }) => `${name} ${status}`)).toEqual(['job new', 'db removed']);
    expect(json(folder, 'main', '--', 'a').containers).toEqual([]);
    expect(json(folder, 'main', '--', 'b').containers.map(({ name }) => name)).toEqual(['db']);
    expect(diff(folder, 'main', '--', 'nowhere')).toMatchObject({ exit: 2, err: expect.stringContaining('nowhere: neither side') });
  });

  it('a tracked file that .gitignore names is not taken for removed', () => {
    const folder = repository({ 'compose.yaml': compose('privileged: true'), '.gitignore': 'compose.yaml\n' });
    expect(json(folder, 'main').containers).toEqual([]);
  });

  it('from a folder of the repository, and with names that are not ASCII', () => {
    const folder = repository({ 'dé ploy/stäck one/compose.yaml': compose() });
    writeFiles(folder, { 'dé ploy/stäck one/compose.yaml': compose('pid: host') });
    const ran = bulkhead(['diff', 'main', '--', 'stäck one'], { cwd: join(folder, 'dé ploy'), env });
    expect(ran.out).toContain('stäck one/compose.yaml:2');
    expect(ran.out).toContain('+host pid');
  });

  it('REV:path against the same path now, and against another revision', () => {
    const folder = repository({ 'a.yaml': compose(), 'x/compose.yaml': compose() });
    writeFiles(folder, { 'a.yaml': compose('pid: host'), 'x/compose.yaml': compose('ipc: host') });
    commit(folder, 'second');
    expect(shorts(json(folder, 'HEAD~1:a.yaml'))).toEqual(['+host pid']);
    expect(shorts(json(folder, 'HEAD~1:x', 'HEAD:x'))).toEqual(['+host ipc']);
    expect(shorts(json(join(folder, 'x'), 'HEAD~1:./compose.yaml', 'HEAD:./compose.yaml'))).toEqual(['+host ipc']);
    expect(diff(folder, 'HEAD:none', 'HEAD')).toMatchObject({ exit: 2, err: expect.stringContaining('the revision has no none') });
  });

  it('files and folders, without any repository', () => {
    const folder = folderOf({ 'a/compose.yaml': compose(), 'b/compose.yaml': compose('pid: host'), 'c.yaml': compose('ipc: host') });
    const at = { cwd: folder, env: { ...env, GIT_CEILING_DIRECTORIES: home } };
    expect(bulkhead(['diff', 'a', 'b'], at).out).toContain('+host pid');
    expect(bulkhead(['diff', 'a/compose.yaml', 'c.yaml'], at).out).toContain('+host ipc');
    const none = bulkhead(['diff', 'main'], at);
    expect([none.exit, none.err]).toEqual([
      2,
      expect.stringMatching(/^bulkhead: main: there is no such file or folder, and this is no git repository/),
    ]);
    expect(bulkhead(['diff', 'a'], at).err).toContain('a is compared with what?');
  });

  it('says what is wrong with a word', () => {
    const folder = repository({ 'compose.yaml': compose(), 'main/x': '' });
    expect(diff(folder, 'nothing', 'HEAD').err).toBe('bulkhead: nothing: there is no such file or folder, and no such revision\n');
    expect(diff(folder, 'main', 'HEAD').err).toContain('main is a revision and a path; write ./main');
    expect(diff(folder, 'image:x', 'HEAD').err).toContain('image:x is an image, and HEAD is none');
    expect(diff(folder, '', 'HEAD').err).toContain('is no side');
  });

  it('a bare repository has two sides but no working tree', () => {
    const folder = repository({ 'compose.yaml': compose() });
    writeFiles(folder, { 'compose.yaml': compose('pid: host') });
    commit(folder, 'second');
    const bare = join(home, `bare${count++}`);
    git(home, 'clone', '-q', '--bare', folder, bare);
    expect(shorts(json(bare, 'HEAD~1', 'HEAD'))).toEqual(['+host pid']);
    expect(diff(bare, 'HEAD')).toMatchObject({ exit: 2, err: expect.stringContaining('this repository is bare') });
  });

  it('a shallow clone says how to get the rest', () => {
    const folder = repository({ 'compose.yaml': compose() });
    for (const branch of ['one', 'two']) {
      git(folder, 'checkout', '-q', '-b', branch, 'main');
      commit(folder, branch);
    }
    const clone = join(home, `shallow${count++}`);
    git(home, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${folder}`, clone);
    expect(diff(clone, 'origin/one...origin/two').err).toContain('git fetch --unshallow');
    expect(diff(clone, 'HEAD~1', 'HEAD').err).toContain('no such revision in this shallow clone');
    expect(diff(clone, 'origin/one', 'origin/two').exit).toBe(0);
  });

  it('passes over links and submodules', () => {
    const inner = repository({ 'compose.yaml': compose('privileged: true') });
    const folder = repository({ 'real/compose.yaml': compose() });
    symlinkSync('real/compose.yaml', join(folder, 'compose.yaml'));
    git(folder, 'submodule', '--quiet', 'add', inner, 'inner');
    commit(folder, 'second');
    const report = json(folder, 'HEAD');
    expect([report.containers, report.summary.containers]).toEqual([[], 1]);
  });

  it('runs nothing that a repository brings', () => {
    const folder = repository({ 'compose.yaml': compose(), '.gitattributes': '*.yaml diff=evil filter=evil\n' });
    const mark = join(home, 'ran');
    const script = join(folder, 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${mark}\ncat\n`, { mode: 0o755 });
    for (const key of [
      'core.fsmonitor',
      'diff.evil.textconv',
      'filter.evil.smudge',
      'filter.evil.clean',
      'core.pager',
      'diff.external',
      'core.sshCommand',
    ])
      git(folder, 'config', key, script);
    expect(diff(folder, 'HEAD').exit).toBe(0);
    expect(diff(folder, 'HEAD', 'HEAD').exit).toBe(0);
    expect(() => readFileSync(mark)).toThrow();
  });

  it('names that hold quotes, line ends and spaces are files like any other', () => {
    const names = ['new\nline.yaml', 'quo"te.yaml', 'tab\there.yaml', "it's.yaml", ' lead.yaml'];
    const folder = repository(Object.fromEntries(names.map((name) => [name, compose()])));
    writeFiles(folder, Object.fromEntries(names.map((name) => [name, compose('pid: host')])));
    expect(json(folder, 'HEAD').summary.widened).toBe(names.length);
    expect(diff(folder, 'HEAD').out).not.toMatch(/new\nline/);
  });

  it('a word that looks like an option of git is none', () => {
    const folder = repository({ 'compose.yaml': compose() });
    for (const word of ['-p', '--output=x', '--upload-pack=touch x', '--all'])
      expect(diff(folder, `${word}..HEAD`)).toMatchObject({ exit: 2, err: expect.stringMatching(/^(?:bulkhead|error): /) });
    for (const range of ['HEAD..--output=x', 'HEAD...-p', 'HEAD:-x', 'HEAD@{99}', ':/first'])
      expect(diff(folder, range, ...(range.includes('..') ? [] : ['HEAD']))).toMatchObject({
        exit: 2,
        err: expect.stringMatching(/^bulkhead: [^\n]*\n$/),
      });
    expect(() => readFileSync(join(folder, 'x'))).toThrow();
  });

  it('a pointer of Git LFS is told, unless it is the same on both sides', () => {
    const pointer = (id: string) => `version https://git-lfs.github.com/spec/v1\noid sha256:${id}\nsize 10\n`;
    const folder = repository({ 'compose.yaml': pointer('a'), 'data.json': pointer('a') });
    expect(diff(folder, 'HEAD').exit).toBe(0);
    writeFiles(folder, { 'compose.yaml': compose('privileged: true'), 'data.json': pointer('b') });
    expect(diff(folder, 'HEAD')).toMatchObject({
      exit: 2,
      out: expect.stringContaining('base  compose.yaml  not read: a pointer of Git LFS'),
    });
  });

  it('a link or a submodule that is named is told for what it is', () => {
    const folder = repository({ 'real/compose.yaml': compose() });
    symlinkSync('real', join(folder, 'link'));
    commit(folder, 'second');
    expect(diff(folder, 'HEAD:link', 'HEAD').err).toContain('link is a symbolic link there, which is not followed');
  });

  it('a huge or binary file of a revision is passed over', () => {
    const folder = repository({ 'compose.yaml': compose(), 'big.yaml': `# ${'x'.repeat(17 * 1024 * 1024)}`, 'b.yaml': 'a\0b' });
    expect(json(folder, 'HEAD', 'HEAD').problems).toEqual([]);
  });

  it('what cannot be read is a problem of its side', () => {
    const folder = repository({ 'compose.yaml': compose() });
    writeFiles(folder, { 'compose.yaml': 'services: [\n' });
    const ran = diff(folder, 'HEAD');
    expect([ran.exit, ran.out]).toEqual([2, expect.stringContaining('problem  head  compose.yaml')]);
  });

  it('markdown stays short enough for a comment', () => {
    const many = (line: string): string =>
      `services:\n${Array.from({ length: 800 }, (_, index) => `  s${index}:\n    image: x:1\n    ${line}\n`).join('')}`;
    const folder = repository({ 'compose.yaml': many('read_only: true') });
    writeFiles(folder, { 'compose.yaml': many('privileged: true') });
    const { out } = diff(folder, 'HEAD', '--format', 'markdown');
    expect(out.length).toBeLessThan(65_536);
    expect(out).toMatch(/^### ⚠️ Bulkhead: 800 containers gain privileges/);
    expect(out).toContain('shortened');
  });

  it('excludes what the configuration excludes, on both sides', () => {
    const folder = repository({
      'compose.yaml': compose(),
      'old/compose.yaml': compose('privileged: true'),
      'bulkhead.config.yaml': 'exclude: [old]\n',
    });
    rmSync(join(folder, 'old'), { recursive: true });
    expect(json(folder, 'HEAD').containers).toEqual([]);
  });
});
