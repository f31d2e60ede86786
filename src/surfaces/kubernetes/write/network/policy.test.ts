import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readManifest } from '../../../../../test/support/kubernetes.ts';
import type { Change, Container } from '../../../../model/index.ts';
import { applyEdits } from '../../../../text/edit.ts';
import { writer } from '../writer.ts';

const context = { env: {}, load: () => undefined };
const both: Change = { set: 'networkPolicy', to: { directions: ['ingress', 'egress'] } };

function write(text: string, name: string, change: Change = both): string {
  const container = readManifest(text).containers.find((one) => one.name.endsWith(name)) as Container;
  const { edits, refused } = writer.write(container, [change], context);
  return refused[0] === undefined ? applyEdits(container.origin.source, edits) : `! ${refused[0].because}`;
}

const deployment = (name: string, env = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}, version: v1}}\n    spec:\n      containers:\n        - name: ${name}\n          image: a\n${env === '' ? '' : `          env:\n            - {name: PEER, value: "${env}"}\n`}`;
const service = (name: string, type = 'ClusterIP'): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec:\n  type: ${type}\n  selector: {app: ${name}}\n  ports: [{port: 80, targetPort: 8080}]\n`;

const file = [
  deployment('web', 'http://api:80/v1'),
  service('web', 'LoadBalancer'),
  deployment('api', 'api-db.default:5432'),
  service('api'),
].join('---\n');

const specOf = (text: string): Record<string, unknown> =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as { kind: string; spec: Record<string, unknown> })
    .find(({ kind }) => kind === 'NetworkPolicy')?.spec ?? {};

const names = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const pods = (app: string, labels = {}) => [{ podSelector: { matchLabels: { app, ...labels } } }];

it('lets those in who name a Service of the pod, and the pod to the Services that it names', () => {
  expect(specOf(write(file, '/api'))).toEqual({
    podSelector: { matchLabels: { app: 'api' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: pods('web', { version: 'v1' }), ports: [{ port: 8080 }] }],
    egress: [names],
  });
  expect(specOf(write(file, '/web'))).toEqual({
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: [{ port: 8080 }] }],
    egress: [names, { to: pods('api'), ports: [{ port: 8080 }] }],
  });
});

it('stands behind the document of the pod, which stays as it is', () => {
  const text = write(file, '/web');
  expect(text.startsWith(`${deployment('web', 'http://api:80/v1')}---\napiVersion: networking.k8s.io/v1\n`)).toBe(true);
  expect(
    text.endsWith(`---\n${[service('web', 'LoadBalancer'), deployment('api', 'api-db.default:5432'), service('api')].join('---\n')}`),
  ).toBe(true);
});

it('restricts only the directions that are open', () => {
  expect(specOf(write(file, '/web', { set: 'networkPolicy', to: { directions: ['egress'] } }))).toEqual({
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Egress'],
    egress: [names, { to: pods('api'), ports: [{ port: 8080 }] }],
  });
});

it.each([
  ['a pod without labels', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: a}]}\n', /no labels/],
  [
    'JSON',
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"a":"b"}},"spec":{"containers":[{"name":"web","image":"a"}]}}',
    /JSON/,
  ],
  [
    'no name',
    'apiVersion: v1\nkind: Pod\nmetadata: {generateName: "${X}", labels: {a: b}}\nspec: {containers: [{name: web, image: a}]}\n',
    /name is not known/,
  ],
])('is not written for %s', (_, text, because) => {
  expect(write(text, '/web')).toMatch(because);
});

it('follows a file without a last line break, and is called otherwise where there is one of its name', () => {
  const own = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec: {podSelector: {matchLabels: {x: y}}}\n';
  const text = `${own}---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {a: b}}\nspec: {containers: [{name: web, image: a}]}`;
  expect(write(text, '/web').slice(text.length)).toMatch(
    /^\n---\napiVersion: .*\nkind: NetworkPolicy\nmetadata:\n {2}name: web-pod\n {2}namespace: shop\n/,
  );
});

it('lets replicas that call each other by name do so, on any port', () => {
  const text = [deployment('api', 'http://api-0.api.default.svc.cluster.local:7000'), service('api')].join('---\n');
  const own = pods('api', { version: 'v1' });
  expect(specOf(write(text, '/api'))).toMatchObject({ ingress: [{ from: own }], egress: [names, { to: own }] });
});

it('looks for who reaches the pod in the files beside it', () => {
  const files: Readonly<Record<string, string>> = {
    'api.yaml': deployment('api'),
    'api-service.yaml': service('api'),
    'web.yaml': deployment('web', 'http://api/v1'),
    'broken.yaml': 'kind: Service\napiVersion: v1\nmetadata: [',
    'notes.md': 'apiVersion: v1\nkind: Service\n',
  };
  const beside = {
    env: {},
    list: () => Object.keys(files),
    load: (path: string) => (files[path] === undefined ? undefined : { path, text: files[path] }),
  };
  const container = readManifest(files['api.yaml'] ?? '').containers[0] as Container;
  const at = { ...container, origin: { ...container.origin, source: { ...container.origin.source } } };
  const { edits, notes } = writer.write(at, [both], beside);
  expect(specOf(applyEdits(at.origin.source, edits)).ingress).toEqual([{ from: pods('web', { version: 'v1' }), ports: [{ port: 8080 }] }]);
  expect(notes?.join()).toMatch(/lets in only whom the files name/);
  const alone = writer.write(at, [both], { ...beside, list: () => ['api-service.yaml'] });
  expect(specOf(applyEdits(at.origin.source, alone.edits)).ingress).toEqual([{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }]);
  expect(alone.notes?.join()).toMatch(/Nobody in this folder's files names the Service api: .* every pod of the namespace/);
  const none = writer.write(at, [both], { ...beside, list: () => [] });
  expect(specOf(applyEdits(at.origin.source, none.edits))).not.toHaveProperty('ingress');
  expect(none.notes?.join()).toMatch(/lets nobody in until/);
});
