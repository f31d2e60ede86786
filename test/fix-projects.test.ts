import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bulkhead } from './support/cli.ts';
import { writeFiles } from './support/folder.ts';
import { folderOf } from './support/kubernetes-tools.ts';

let kubectl = '';
beforeAll(() => {
  kubectl = folderOf('kubectl');
}, 60_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-fix-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>): void => writeFiles(folder, files);

interface Said {
  readonly fixes: readonly { readonly control: string }[];
  readonly left: readonly { readonly control: string; readonly because: string }[];
  readonly passedOver: readonly { readonly file: string; readonly reason: string }[];
  readonly problems: readonly { readonly message: string }[];
}

function fix(args: readonly string[], path = kubectl): Said & { readonly exit: number | null } {
  const { exit, out, err } = bulkhead(['fix', '--format', 'json', ...args], { cwd: folder, env: { PATH: path } });
  expect(err).toBe('');
  return { exit, ...(JSON.parse(out) as Said) };
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const ids = (list: readonly { readonly control: string }[]): string[] => list.map(({ control }) => control).sort();

const deployment = (container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
${container}`;
const image = '          image: nginx:1.27 # the server\n';

const chart = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'image: nginx\n',
  'web/templates/web.yaml': deployment('          image: {{ .Values.image }}\n'),
};

describe('a chart', () => {
  it('is not changed, and no template is a problem', () => {
    write(chart);
    const { exit, passedOver, problems } = fix(['--unsafe', '--write']);
    expect([exit, problems]).toEqual([0, []]);
    expect(passedOver.map(({ file }) => file)).toEqual(Object.keys(chart).sort());
    expect(new Set(passedOver.map(({ reason }) => reason))).toEqual(
      new Set(['rendered by helm as a part of the chart web: mend the template or its values by hand; bulkhead check names the line']),
    );
    expect(read('web/templates/web.yaml')).toBe(chart['web/templates/web.yaml']);
    const { out } = bulkhead(['fix'], { cwd: folder, env: { PATH: kubectl } });
    expect(out).toContain('  web/Chart.yaml, web/templates/web.yaml, web/values.yaml: rendered by helm');
    expect(out).toContain('Nothing here can be changed by fix.');
  });

  it('does not keep what lies beside it from being mended', () => {
    write({ ...chart, 'web/compose.yaml': 'services: {web: {image: "nginx:1.27"}}\n' });
    expect(ids(fix(['--control', 'no-new-privileges']).fixes)).toEqual(['no-new-privileges']);
  });
});

describe('an overlay', () => {
  const base = { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': deployment(image) };
  const overlay = (container: string) => ({
    'prod/kustomization.yaml': 'namePrefix: prod-\nresources: [../base]\npatches: [{path: patch.yaml}]\n',
    'prod/patch.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, ${container}}]}}}\n`,
  });

  it('its resources are mended where they stand, its patches are not', () => {
    write({ ...base, ...overlay('imagePullPolicy: Always') });
    const { exit, passedOver, problems, fixes } = fix(['--write', '--control', 'no-new-privileges']);
    expect([exit, problems, ids(fixes)]).toEqual([0, [], ['no-new-privileges']]);
    expect(passedOver.map(({ file }) => file).sort()).toEqual(['base/kustomization.yaml', 'prod/kustomization.yaml', 'prod/patch.yaml']);
    expect(read('base/web.yaml')).toBe(deployment(`${image}          securityContext:\n            allowPrivilegeEscalation: false\n`));
  });

  it('what a patch mends already is not written into the base as well', () => {
    write({ ...base, ...overlay('resources: {limits: {memory: 1Gi}}') });
    const controls = ['--control', 'memory-limit', '--control', 'read-only-root'];
    expect(ids(fix(['--unsafe', ...controls]).fixes)).toEqual(['read-only-root']);
    expect(ids(fix(['--unsafe', ...controls], '/nowhere').fixes)).toEqual(['memory-limit', 'read-only-root']);
  });

  it('what follows from a patch names the patch', () => {
    write({ ...base, ...overlay('securityContext: {privileged: true}') });
    const { fixes, left } = fix(['--control', 'no-new-privileges', '--control', 'privileged']);
    expect(fixes).toEqual([]);
    expect(left.map(({ control, because }) => `${control}: ${because}`)).toEqual([
      'no-new-privileges: it follows from privileged (prod/patch.yaml:4)',
    ]);
  });

  it('what a patch puts back is not said to be mended', () => {
    write({ ...base, ...overlay('securityContext: {readOnlyRootFilesystem: false}') });
    const { exit, fixes, left } = fix(['--unsafe', '--write', '--control', 'read-only-root', '--fail-on', 'low']);
    expect([exit, fixes]).toEqual([1, []]);
    expect(left.map(({ because }) => because)).toEqual([
      'prod/kustomization.yaml puts it back into what is rendered: mend its patch by hand',
    ]);
  });
});

describe('network policies', () => {
  const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}
`;
  const only = ['--unsafe', '--write', '--control', 'network-policy'];

  it('of another file count', () => {
    write({ 'web.yaml': deployment(image), 'policies.yaml': policy });
    const { fixes, left } = fix(only);
    expect([fixes, left]).toEqual([[], []]);
  });

  it('one that is written counts for the pods of the other files', () => {
    // A JSON file holds one document: no policy can stand behind it.
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'other', labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'a' }] },
    };
    write({ 'pod.json': JSON.stringify(pod) });
    expect(ids(fix(only).left)).toEqual(['network-policy']);
    write({ 'web.yaml': deployment(image) });
    const { fixes, left } = fix(only);
    expect([ids(fixes), left]).toEqual([['network-policy'], []]);
  });
});

describe('exit code', () => {
  const open = 'services:\n  web:\n    image: nginx:1.27\n    privileged: ${PRIVILEGED}\n';
  const only = ['--control', 'privileged', '--fail-on', 'high'];

  it('with --write: 2 where what is left is not decided, as for check', () => {
    write({ 'compose.yaml': open });
    expect(fix(['--write', ...only]).exit).toBe(2);
    expect(bulkhead(['check', ...only], { cwd: folder }).exit).toBe(2);
    expect(fix(only).exit).toBe(0);
  });
});
