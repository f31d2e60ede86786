import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, cli } from './support/cli.ts';
import { writeFiles } from './support/folder.ts';
import { repositories } from './support/git.ts';
import { folderOf as toolIn } from './support/kubernetes-tools.ts';

const { home, env, git, gitWith, folderOf, commit, repository, remove } = repositories();
const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-scratch-'));
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

let tools = '';
beforeAll(() => {
  tools = `${toolIn('helm')}:${toolIn('kubectl')}:${process.env.PATH}`;
}, 60_000);

function diff(cwd: string, args: readonly string[], path = tools) {
  const ran = bulkhead(['diff', ...args], { cwd, env: { ...env, PATH: path, TMPDIR: scratch } });
  expect(readdirSync(scratch)).toEqual([]);
  return ran;
}

interface Json {
  containers: { name: string; status: string; changes: { short: string; follows?: string; head?: { file?: string; line?: number } }[] }[];
  problems: { side: string; file: string; message: string }[];
}

function json(cwd: string, ...args: string[]): Json {
  const ran = diff(cwd, ['--format', 'json', ...args]);
  expect(ran.err).toBe('');
  return JSON.parse(ran.out);
}

const said = ({ containers, problems }: Json) => ({
  containers: containers.map(
    ({ name, status, changes }) =>
      `${name} ${status}: ${changes.flatMap(({ short, follows, head }) => (follows === undefined ? [`${short} ${head?.file}:${head?.line}`] : [])).join(', ')}`,
  ),
  problems: problems.map(({ side, file, message }) => `${side} ${file} ${message}`),
});

const chart = (security: string): Record<string, string> => ({
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/values.yaml': `image: nginx:1.27\nhostPID: false\n`,
  'chart/templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  hostPID: {{ .Values.hostPID }}
  containers:
    - name: web
      image: {{ .Values.image | quote }}
      securityContext: ${security}
`,
});
const safe = '{ privileged: false, allowPrivilegeEscalation: false }';
const widened = ['Pod/web/web changed: +privileged chart/templates/pod.yaml:9'];

const overlay = (patch: string): Record<string, string> => ({
  'k/base/kustomization.yaml': 'resources: [pod.yaml]\n',
  'k/base/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec:\n  containers:\n    - name: api\n      image: api:1\n',
  'k/prod/kustomization.yaml':
    'resources: [../base]\npatches: [{ path: patch.yaml }]\nconfigMapGenerator: [{ name: c, files: [conf/app.ini] }]\n',
  'k/prod/conf/app.ini': 'a=1\n',
  'k/prod/patch.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec:\n  ${patch}\n`,
});

describe('a chart', () => {
  it('of a revision against the working tree, and two revisions', () => {
    const folder = repository(chart(safe));
    writeFiles(folder, chart('{ privileged: true }'));
    expect(said(json(folder, 'main')).containers).toEqual(widened);
    commit(folder, 'second');
    expect(said(json(folder, 'main~1', 'main')).containers).toEqual(widened);
    expect(json(folder, 'main', 'main')).toMatchObject({ containers: [], problems: [] });
  });

  it('changed by its values alone', () => {
    const folder = repository(chart(safe));
    writeFiles(folder, { 'chart/values.yaml': 'image: nginx:1.27\nhostPID: true\n' });
    expect(said(json(folder, 'main')).containers).toEqual(['Pod/web/web changed: +host pid chart/templates/pod.yaml:5']);
  });

  it('in two folders, and from a folder of the repository', () => {
    const folder = repository(chart(safe));
    writeFiles(folder, Object.fromEntries(Object.entries(chart('{ privileged: true }')).map(([path, text]) => [`new/${path}`, text])));
    expect(said(json(folder, 'chart', 'new/chart')).containers).toEqual([
      'Pod/web/web changed: +privileged new/chart/templates/pod.yaml:9',
    ]);
    commit(folder, 'second');
    expect(said(json(join(folder, 'new'), 'HEAD~1', 'HEAD')).containers).toEqual([
      'Pod/web/web new: +privileged chart/templates/pod.yaml:9',
    ]);
    expect(said(json(folder, 'HEAD:chart', 'HEAD:new/chart')).containers).toEqual([
      'Pod/web/web changed: +privileged new/chart/templates/pod.yaml:9',
    ]);
  });

  it('of a bare repository', () => {
    const folder = repository(chart(safe));
    writeFiles(folder, chart('{ privileged: true }'));
    commit(folder, 'second');
    const bareOne = join(home, 'bare');
    git(home, 'clone', '-q', '--bare', folder, bareOne);
    expect(said(json(bareOne, 'HEAD~1', 'HEAD')).containers).toEqual(widened);
  });

  it('without helm: a problem and exit 2, unless nothing of it changed', () => {
    const folder = repository({ ...chart(safe), 'compose.yaml': 'services: { db: { image: redis:7 } }\n' });
    writeFiles(folder, { 'compose.yaml': 'services: { db: { image: redis:7, pid: host } }\n' });
    const same = diff(folder, ['main'], onlyGit());
    expect(same).toMatchObject({ exit: 0, out: expect.stringContaining('+host pid') });
    writeFiles(folder, chart('{ privileged: true }'));
    const ran = diff(folder, ['main'], onlyGit());
    expect(ran.exit).toBe(2);
    expect(ran.out).toMatch(/problem {2}base {2}chart\/Chart\.yaml.*there is no helm in PATH/);
    expect(ran.out).toMatch(/problem {2}head {2}chart\/Chart\.yaml.*there is no helm in PATH/);
  });

  it('that does not render is a problem of its side, at its line, with the paths of the repository', () => {
    const folder = repository(chart(safe));
    writeFiles(folder, { 'chart/templates/pod.yaml': 'a: {{ fail "no" }}\n' });
    commit(folder, 'second');
    const ran = diff(folder, ['main~1', 'main']);
    expect(ran.exit).toBe(2);
    expect(ran.out).toMatch(/problem {2}head {2}chart\/templates\/pod\.yaml:1.*not rendered, helm says/);
    expect(ran.out).not.toContain('bulkhead-');
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const folder = repository(chart(safe));
    const slow = folderOf({ helm: '#!/bin/sh\nsleep 60\n' });
    chmodSync(join(slow, 'helm'), 0o755);
    const own = mkdtempSync(join(home, 'tmp-'));
    const child = spawn(process.execPath, [cli, 'diff', 'main', 'main'], {
      cwd: folder,
      env: { ...env, PATH: `${slow}:${process.env.PATH}`, TMPDIR: own },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    const isThere = () => readdirSync(own).flatMap((name) => readdirSync(join(own, name))).length > 0;
    await expect.poll(isThere, { timeout: 30_000 }).toBe(true);
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    expect(readdirSync(own)).toEqual([]);
  }, 60_000);
});

describe('an overlay', () => {
  it('changed by its patch, which names the place', () => {
    const folder = repository(overlay('hostPID: false'));
    writeFiles(folder, overlay('hostPID: true'));
    commit(folder, 'second');
    const expected = ['Pod/api/api changed: +host pid k/prod/patch.yaml:5'];
    expect(said(json(folder, 'HEAD~1', 'HEAD'))).toEqual({ containers: expected, problems: [] });
    expect(said(json(folder, 'HEAD~1', 'HEAD', '--', 'k/prod'))).toEqual({ containers: expected, problems: [] });
    expect(said(json(folder, 'HEAD~1:k', 'HEAD:k')).containers).toEqual(expected);
  });

  it('without kustomize: a problem and exit 2', () => {
    const folder = repository(overlay('hostPID: false'));
    writeFiles(folder, overlay('hostPID: true'));
    const ran = diff(folder, ['main'], onlyGit());
    expect([ran.exit, ran.out]).toEqual([2, expect.stringContaining('there is neither kustomize nor kubectl in PATH')]);
  });

  it('whose file is missing is a problem with the paths of the repository', () => {
    const folder = repository(overlay('hostPID: false'));
    rmSync(join(folder, 'k/prod/conf/app.ini'));
    commit(folder, 'second');
    const { out, exit } = diff(folder, ['HEAD~1', 'HEAD']);
    expect(exit).toBe(2);
    expect(out).toMatch(/problem {2}head {2}k\/prod\/kustomization\.yaml.*not rendered/);
    expect(out).not.toContain('bulkhead-');
  });

  it('that gains and loses network policies', () => {
    const folder = repository({
      ...overlay('hostPID: false'),
      'k/base/kustomization.yaml': 'resources: [pod.yaml, policy.yaml]\n',
      'k/base/policy.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: none }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }\n',
    });
    rmSync(join(folder, 'k/base/policy.yaml'));
    writeFiles(folder, { 'k/base/kustomization.yaml': 'resources: [pod.yaml]\n' });
    const { out } = diff(folder, ['main']);
    expect(out).toMatch(/no network policy|policies?/i);
  });
});

describe('a tree of a hostile repository', () => {
  const marks = () => readdirSync(home).filter((name) => name.startsWith('mark'));

  it('writes nothing outside of the scratch folder', () => {
    const folder = repository({ 'x.txt': 'x' });
    const blob = (text: string): string => gitWith(folder, text, 'hash-object', '-w', '--stdin');
    const tree = (...entries: readonly (readonly [mode: string, name: string, id: string])[]): string => {
      const bytes = entries.flatMap(([mode, name, id]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
      return gitWith(folder, Buffer.concat(bytes), 'hash-object', '-w', '--literally', '-t', 'tree', '--stdin');
    };
    const mark = blob('apiVersion: v1\n');
    const inner = tree(['100644', 'mark', mark]);
    const chartTree = tree(
      ['100644', 'Chart.yaml', blob('apiVersion: v2\nname: web\nversion: 1.0.0\n')],
      ['40000', '..', tree(['40000', '..', inner])],
      ['120000', 'link', blob(home)],
      ['40000', 'link', inner],
      ['120000', 'up', blob('..')],
      ['40000', 'up', tree(['120000', 'mark2', blob('x')])],
    );
    const root = tree(['40000', 'chart', chartTree]);
    const ran = diff(folder, [root, root]);
    expect(ran.err).toBe('');
    expect(marks()).toEqual([]);
  });

  it('a link of a chart that leads out of the repository is not followed', () => {
    const folder = repository(chart(safe));
    writeFileSync(
      join(home, 'secret.yaml'),
      'apiVersion: v1\nkind: Pod\nmetadata: { name: stolen }\nspec: { containers: [{ name: s, image: s }] }\n',
    );
    symlinkSync(join(home, 'secret.yaml'), join(folder, 'chart/templates/secret.yaml'));
    symlinkSync('../../../secret.yaml', join(folder, 'chart/templates/other.yaml'));
    commit(folder, 'second');
    expect(diff(folder, ['HEAD~1', 'HEAD']).out).not.toContain('stolen');
  });

  it('a link of a chart into the repository is', () => {
    const folder = repository(chart(safe));
    writeFiles(folder, {
      'shared/job.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: late }\nspec: { hostIPC: true, containers: [{ name: late, image: s }] }\n',
    });
    symlinkSync('../../shared', join(folder, 'chart/templates/shared'));
    commit(folder, 'second');
    expect(said(json(folder, 'HEAD~1', 'HEAD', '--', 'chart')).containers).toEqual([
      expect.stringContaining('Pod/late/late new: +host ipc'),
    ]);
  });
});

/** A PATH with neither helm nor kubectl. */
function onlyGit(): string {
  const folder = folderOf({});
  symlinkSync('/usr/bin/git', join(folder, 'git'));
  return folder;
}
