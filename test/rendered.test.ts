import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderAll } from '../src/commands/check/rendered/index.ts';
import type { Report } from '../src/model/index.ts';
import { bulkhead } from './support/cli.ts';
import { writeFiles } from './support/folder.ts';
import { folderOf } from './support/kubernetes-tools.ts';

let tools = '';
beforeAll(() => {
  tools = `${folderOf('helm')}:${folderOf('kubectl')}`;
}, 60_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-rendered-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>): void => writeFiles(folder, files);

function check(args: readonly string[] = ['.'], path = tools): Report {
  const { out, err } = bulkhead(['check', '--format', 'json', '--verbose', ...args], { cwd: folder, env: { PATH: path } });
  expect(err).toBe('');
  return JSON.parse(out);
}

const ids = ({ containers }: Report) => containers.map(({ id }) => id);
const problems = (report: Report) =>
  report.problems.map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`} ${message}`);
const passed = ({ passedOver }: Report) => Object.fromEntries(passedOver.map(({ file, reason }) => [file, reason]));
const place = ({ findings }: Report, control: string) =>
  findings.filter((finding) => finding.control === control).map(({ origin }) => `${origin.file}:${origin.line}`);

const chartYaml = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  containers:
    - name: {{ .Chart.Name }}
      image: "{{ .Values.image }}"
      {{- with .Values.security }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
`;
const web = {
  'web/Chart.yaml': chartYaml('web'),
  'web/values.yaml': 'image: nginx:1.27\nsecurity: {privileged: true}\n',
  'web/templates/pod.yaml': pod,
};

describe('a Helm chart', () => {
  it('is rendered with its own values, and its findings point into the template', () => {
    write(web);
    const report = check();
    expect(problems(report)).toEqual([]);
    expect(ids(report)).toEqual(['web#Pod/web/web']);
    expect(place(report, 'privileged')).toEqual(['web/templates/pod.yaml:10']);
    expect(report.findings.find(({ control }) => control === 'privileged')?.excerpt?.text).toBe('privileged: true');
    expect(place(report, 'memory-limit')).toEqual(['web/templates/pod.yaml:7']);
    expect(passed(report)).toEqual({
      'web/Chart.yaml': 'rendered as a part of the chart web',
      'web/values.yaml': 'rendered as a part of the chart web',
    });
  });

  it('takes other values', () => {
    write({ ...web, 'a.yaml': 'security: {privileged: false}\n' });
    expect(place(check(['.', '--helm-values', 'a.yaml']), 'privileged')).toEqual([]);
    expect(problems(check(['web', '--helm-values', 'gone.yaml']))[0]).toContain('gone.yaml: no such file or directory');
  });

  it('is told the version of Kubernetes', () => {
    write({ ...web, 'web/Chart.yaml': chartYaml('web', 'kubeVersion: "<1.30.0-0"\n') });
    expect(problems(check())[0]).toContain('chart requires kubeVersion');
    expect(problems(check(['.', '--kubernetes-version', '1.28']))).toEqual([]);
  });

  it('carries its subcharts with it', () => {
    write({ ...web, 'all/Chart.yaml': chartYaml('all') });
    for (const [path, text] of Object.entries(web)) write({ [`all/charts/${path}`]: text });
    const report = check(['all']);
    expect(ids(report)).toEqual(['all#Pod/all/web']);
    expect(place(report, 'privileged')).toEqual(['all/charts/web/templates/pod.yaml:10']);
  });

  it('says which charts it lacks, and how to get them', () => {
    write({
      ...web,
      'web/Chart.yaml': chartYaml('web', 'dependencies:\n- {name: redis, version: 1.0.0, repository: "https://charts.invalid"}\n'),
    });
    const report = check();
    expect(problems(report)).toEqual([
      'web/Chart.yaml not rendered: charts that it depends on are not in charts/ (redis); run: helm dependency build web',
    ]);
    expect(passed(report)['web/templates/pod.yaml']).toBe('belongs to the chart web, which was not rendered');
  });

  it.each([
    ['a template that is not closed', '{{ if }}', 'web/templates/broken.yaml:2', 'missing value for if'],
    ['a value that is not there', '{{ .Values.a.b.c }}', 'web/templates/broken.yaml:2', 'nil pointer'],
    ['a value that is asked for', '{{ required "an owner is needed" .Values.owner }}', 'web/templates/broken.yaml:2', 'an owner is needed'],
    ['text that is no YAML', '  b: : c', 'web/templates/broken.yaml', 'error converting YAML to JSON'],
  ])('names the place of %s', (_, text, where, what) => {
    write({ ...web, 'web/templates/broken.yaml': `a: b\n${text}\n` });
    const report = check();
    expect(problems(report)).toHaveLength(1);
    expect(problems(report)[0]).toContain(`${where} not rendered, helm says: `);
    expect(problems(report)[0]).toContain(what);
    expect(ids(report)).toEqual([]);
  });

  it('is passed over when it is a library', () => {
    write({ 'lib/Chart.yaml': chartYaml('lib', 'type: library\n'), 'lib/templates/_x.tpl': '{{ define "x" }}kind: Pod{{ end }}' });
    const report = check();
    expect(problems(report)).toEqual([]);
    expect(Object.values(passed(report))).toEqual(Array(2).fill('a library chart: it is rendered as a part of the charts that use it'));
  });

  it('leaves out what only helm test starts, and says so', () => {
    write({ ...web, 'web/templates/tests/try.yaml': `${pod.replace('{{ .Release.Name }}', 'try\n  annotations: {helm.sh/hook: test}')}` });
    const report = check();
    expect(ids(report)).toEqual(['web#Pod/web/web']);
    expect(passed(report)['web/templates/tests/try.yaml']).toContain('a test of the chart web');
  });

  it('does not follow a link out of what was given', () => {
    write({ 'secret.yaml': 'token: hunter2\n', 'in/web/Chart.yaml': chartYaml('web'), 'in/web/templates/pod.yaml': pod });
    symlinkSync('../../../secret.yaml', join(folder, 'in/web/templates/x.yaml'));
    expect(problems(check(['in']))[0]).toContain('in/web/templates/x.yaml is a symbolic link out of in');
    // Within what was given it is followed, as helm does.
    expect(problems(check(['.']))[0]).not.toContain('symbolic link');
  });

  it('is one problem where there is no helm, and everything else is judged', () => {
    write({ ...web, 'other.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c:1}]}\n' });
    const report = check(['.'], '/nonexistent');
    expect(problems(report)).toEqual([
      expect.stringMatching(/^web\/Chart\.yaml a Helm chart that was not rendered: there is no helm in PATH; install it/),
    ]);
    expect(ids(report)).toEqual(['other.yaml#Pod/a/b']);
  });

  it('does not run a program that lies in what is judged', () => {
    write({ ...web, helm: '#!/bin/sh\ntouch ran\n' });
    chmodSync(join(folder, 'helm'), 0o755);
    expect(problems(check(['web'], '.:'))[0]).toContain('there is no helm in PATH');
  });

  it('comes to an end with a helm that prints without one', () => {
    write({ ...web, 'bin/helm': '#!/bin/sh\nexec /usr/bin/yes\n' });
    chmodSync(join(folder, 'bin/helm'), 0o755);
    expect(problems(check(['web'], join(folder, 'bin')))[0]).toContain('it was stopped: it printed more than 16 MiB');
  });

  describe('with a helm of our own', () => {
    const rendering = async (script: string) => {
      write({ ...web, 'bin/helm': `#!/bin/sh\n${script}\n` });
      chmodSync(join(folder, 'bin/helm'), 0o755);
      const task = { file: join(folder, 'web/Chart.yaml'), named: true };
      const env = { PATH: join(folder, 'bin'), HOME: '/home/me', TOKEN: 'hunter2', KUBECONFIG: '/home/me/.kube/config' };
      const { renderings } = await renderAll([task], [], { helmValues: ['/v.yaml'], env, timeout: 500 });
      return renderings[0];
    };

    it('comes to an end with one that hangs', async () => {
      const { problems } = (await rendering('/bin/sleep 60')) ?? {};
      expect(problems?.[0]?.message).toContain('it was stopped after 0.5 s without an end');
    });

    it('hands on nothing of the environment that it does not need', async () => {
      const text = (await rendering('/usr/bin/env; echo "$@"'))?.source?.text ?? '';
      expect(text).toContain('HOME=/home/me\n');
      expect(text).toContain('GIT_ALLOW_PROTOCOL=none\n');
      expect(text).toContain('KUBECONFIG=/nonexistent/bulkhead/kubeconfig\n');
      expect(text).not.toContain('hunter2');
      expect(text).toContain(`template web ${join(folder, 'web')} --skip-tests --values /v.yaml\n`);
    });
  });

  it('shows a SARIF reader files that are there', () => {
    write(web);
    const { out } = bulkhead(['check', '--format', 'sarif', '.'], { cwd: folder, env: { PATH: tools } });
    const uris = [...out.matchAll(/"uri": "([^"]+)"/g)].map(([, uri]) => uri).filter((uri) => !uri?.includes('://'));
    expect([...new Set(uris)]).toEqual(['web/templates/pod.yaml']);
  });

  it('has its rendered network policies heeded', () => {
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: none}\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n';
    write(web);
    expect(place(check(), 'network-policy')).toHaveLength(1);
    write({ 'web/templates/policy.yaml': `{{- if true }}\n${policy}{{- end }}\n` });
    expect(place(check(), 'network-policy')).toEqual([]);
  });
});

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: server
        image: nginx:1.27
        securityContext: {privileged: true}
`;
const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
      - name: server
        securityContext: {privileged: false}
`;
const base = { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': deployment };

describe('a kustomization', () => {
  it('is judged as patched, once, and its findings point to who said it', () => {
    write({
      ...base,
      'prod/kustomization.yaml': 'namePrefix: prod-\nresources: [../base]\npatches:\n- path: patch.yaml\n',
      'prod/patch.yaml': patch,
    });
    const report = check();
    expect(problems(report)).toEqual([]);
    expect(ids(report)).toEqual(['prod#Deployment/prod-web/server']);
    expect(place(report, 'privileged')).toEqual([]);
    expect(place(report, 'host-network')).toEqual(['prod/patch.yaml:7']);
    expect(place(report, 'memory-limit')).toEqual(['base/web.yaml:10']);
    expect(passed(report)['base/kustomization.yaml']).toBe('rendered as a part of prod');
  });

  it('is judged once for each overlay of a base', () => {
    write({ ...base, 'a/kustomization.yaml': 'resources: [../base]\n', 'b/kustomization.yaml': 'resources: [../base]\nnameSuffix: -b\n' });
    const report = check();
    expect(ids(report)).toEqual(['a#Deployment/web/server', 'b#Deployment/web-b/server']);
    expect(place(report, 'privileged')).toEqual(['base/web.yaml:12', 'base/web.yaml:12']);
  });

  it('carries its components', () => {
    const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: patch.yaml\n';
    write({
      ...base,
      'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../net]\n',
      'net/kustomization.yaml': component,
      'net/patch.yaml': patch,
    });
    expect(place(check(), 'host-network')).toEqual(['net/patch.yaml:7']);
    write({ 'prod/kustomization.yaml': 'resources: [../base]\n' });
    const report = check();
    expect(problems(report)).toEqual([]);
    expect(passed(report)['net/patch.yaml']).toBe('belongs to the component net, which no kustomization among the files uses');
  });

  it('does not heed the network policies of another overlay of the same base', () => {
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: none}\nspec: {podSelector: {}, policyTypes: [Ingress, Egress]}\n';
    write({
      ...base,
      'a/kustomization.yaml': 'resources: [../base]\n',
      'b/kustomization.yaml': 'resources: [../base, policy.yaml]\n',
      'b/policy.yaml': policy,
    });
    const report = check(['.', '--control', 'network-policy']);
    expect(report.findings.map(({ container }) => container)).toEqual(['a#Deployment/web/server']);
  });

  it.each(['https://charts.invalid/x.yaml', 'github.com/nobody/nothing//base?ref=v1', 'git@charts.invalid:a/b'])(
    'fetches nothing: %s',
    (entry) => {
      write({ ...base, 'prod/kustomization.yaml': `resources:\n- ../base\n- ${entry}\n` });
      const report = check();
      expect(problems(report)).toEqual([
        expect.stringMatching(/^prod\/kustomization\.yaml:3 not rendered: what it names here lies elsewhere/),
      ]);
      // Its base stands for itself then.
      expect(ids(report)).toEqual(['base/web.yaml#Deployment/web/server']);
    },
  );

  it('names a circle once', () => {
    write({ 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' });
    expect(problems(check())).toEqual(['a/kustomization.yaml:1 not rendered: it uses itself, by way of what it names']);
  });

  it('keeps what a generator reads to itself', () => {
    const generator =
      'resources: [web.yaml]\nconfigMapGenerator:\n- {name: c, files: [start.sh]}\nsecretGenerator:\n- {name: s, literals: [password=hunter2]}\n';
    write({ ...base, 'base/kustomization.yaml': generator, 'base/start.sh': '#!/bin/sh\ndocker run --privileged x\n' });
    const report = check();
    expect(ids(report).filter((id) => id.includes('start.sh'))).toEqual([]);
    expect(passed(report)['base/start.sh']).toBe('rendered as a part of base');
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });

  it('does not let kustomize read outside of its folder', () => {
    write({ 'secret.yaml': deployment, 'in/kustomization.yaml': 'resources: [x.yaml]\n' });
    symlinkSync('../secret.yaml', join(folder, 'in/x.yaml'));
    expect(problems(check(['in']))[0]).toMatch(/^in\/kustomization\.yaml:1 not rendered: x\.yaml: the file lies outside/);
  });

  it('says where a file is missing', () => {
    write({ ...base, 'base/kustomization.yaml': 'resources:\n- web.yaml\n- gone.yaml\n' });
    expect(problems(check())[0]).toMatch(
      /^base\/kustomization\.yaml:3 not rendered: gone\.yaml: there is no such file or folder; try: kubectl/,
    );
  });

  it('is one problem where there is no kustomize, and its resources are judged as they stand', () => {
    write({ ...base, 'prod/kustomization.yaml': 'resources: [../base]\npatches:\n- path: patch.yaml\n', 'prod/patch.yaml': patch });
    const report = check(['.'], '/nonexistent');
    expect(problems(report)).toEqual([expect.stringMatching(/^prod\/kustomization\.yaml a kustomization that was not rendered/)]);
    expect(ids(report)).toEqual(['base/web.yaml#Deployment/web/server']);
    expect(passed(report)['prod/patch.yaml']).toBe('belongs to prod, which was not rendered');
  });
});
