import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, readManifest } from '../../../test/support/kubernetes.ts';
import type { NetworkPolicy } from '../../model/index.ts';

const policyText = (spec: string, head = 'networking.k8s.io/v1') =>
  `apiVersion: ${head}\nkind: NetworkPolicy\nmetadata:\n  name: web\n  namespace: shop\nspec:\n${spec.replace(/^/gm, '  ')}\n`;

function policyOf(text: string): NetworkPolicy {
  const { policies = [], problems } = readManifest(text);
  expect(problems).toEqual([]);
  const [policy] = policies;
  if (policy === undefined || policies.length > 1) throw new Error(`${policies.length} policies`);
  return policy;
}

const specOf = (spec: string) => plain(policyOf(policyText(spec)).spec);

describe('a network policy', () => {
  it('is read whole', () => {
    const spec = specOf(
      `podSelector:
  matchLabels: {app: web}
  matchExpressions:
  - {key: tier, operator: NotIn, values: [db, cache]}
  - {key: debug, operator: DoesNotExist}
policyTypes: [Egress]
egress:
- to:
  - ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}
  - namespaceSelector: {}
    podSelector: {matchLabels: {app: db}}
  ports:
  - {port: 5432, endPort: 5440}
  - {port: dns, protocol: UDP}
  - {}`,
    );
    expect(spec).toEqual({
      selects: {
        requirements: [
          { key: 'app', operator: 'In', values: ['web'] },
          { key: 'tier', operator: 'NotIn', values: ['db', 'cache'] },
          { key: 'debug', operator: 'DoesNotExist', values: [] },
        ],
      },
      types: ['egress'],
      writes: ['egress'],
      ingress: [],
      egress: [
        {
          peers: [
            { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } },
            { namespaces: { requirements: [] }, pods: { requirements: [{ key: 'app', operator: 'In', values: ['db'] }] } },
          ],
          ports: [{ port: 5432, endPort: 5440 }, { port: 'dns', protocol: 'UDP' }, {}],
        },
      ],
    });
  });

  it.each<[string, string, unknown]>([
    ['nothing', 'podSelector: {}', { default: ['ingress'] }],
    ['an egress rule', 'podSelector: {}\negress: [{}]', { default: ['ingress', 'egress'] }],
    ['an empty list of egress rules', 'podSelector: {}\negress: []', { default: ['ingress'] }],
    ['an empty list of types', 'podSelector: {}\npolicyTypes: []', { default: ['ingress'] }],
    ['both', 'podSelector: {}\npolicyTypes: [Ingress, Egress]', ['ingress', 'egress']],
    ['one that is to be filled in', `podSelector: {}\npolicyTypes: ["\${TYPE}"]`, 'unknown'],
  ])('restricts, with %s', (_, spec, types) => expect(specOf(spec)).toMatchObject({ types }));

  it('selects every pod without a selector', () => {
    expect(specOf('podSelector:')).toMatchObject({ selects: { requirements: [] } });
  });

  it('knows its name, its namespace and its place', () => {
    const text = policyText('podSelector: {}');
    const policy = policyOf(text);
    expect(plain(policy)).toMatchObject({ kind: 'NetworkPolicy', name: 'web', namespace: 'shop', clusterWide: false });
    expect(text.slice(policy.origin.start, policy.origin.end)).toBe('name: web');
  });

  it('is read in a list, and in its old group', () => {
    expect(policyOf(policyText('podSelector: {}', 'extensions/v1beta1')).spec.state).toBe('written');
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${policyText('podSelector: {}').trim().replaceAll('\n', '\n  ')}\n`;
    expect(policyOf(list).spec.state).toBe('written');
  });

  it('is plain data', () => {
    const { policies } = readManifest(policyText('podSelector: {}\ningress: [{}]'));
    expect(structuredClone(policies)).toEqual(policies);
  });
});

describe('other kinds are known to be there', () => {
  it.each([
    ['cilium.io/v2', 'CiliumNetworkPolicy', false],
    ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', true],
    ['projectcalico.org/v3', 'NetworkPolicy', false],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', true],
    ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', true],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', true],
  ])('%s %s', (version, kind, clusterWide) => {
    const policy = policyOf(`apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: web}\nspec: {endpointSelector: {}}\n`);
    expect(policy).toMatchObject({
      kind,
      name: 'web',
      clusterWide,
      spec: { state: 'unknown', because: expect.stringMatching(/is not read/) },
    });
  });

  it('a policy that is still a template', () => {
    const policy = policyOf(
      '{{- if .Values.policy }}\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {{ .x }}\n{{- end }}\n',
    );
    expect(policy).toMatchObject({ template: true, spec: { state: 'unknown' } });
  });

  it.each([
    ['a kind of somebody', 'example.com/v1', 'MyNetworkPolicy'],
    ['a definition', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ])('%s is none', (_, version, kind) =>
    expect(
      readManifest(`apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: web}\nspec: {names: {kind: NetworkPolicy}}\n`).policies,
    ).toBeUndefined(),
  );
});

describe('what the API server refuses or drops is a problem at its place', () => {
  it.each([
    ['podSelecter: {}', '7:3', /write podSelector/],
    ['podSelector: {app: web}', '7:17', /no meaning in a label selector/],
    ['podSelector: {}\ningress: [{to: []}]', '8:14', /no meaning in an entry of ingress/],
    ['podSelector: {}\ningress: [{from: [{}]}]', '8:21', /a peer needs/],
    ['podSelector: {}\npolicyTypes: [egress]', '8:17', /Ingress or Egress/],
    ['podSelector: {}\ningress: [{from: [{ipBlock: {}}]}]', '8:31', /needs a cidr/],
    ['podSelector: {matchExpressions: [{key: a, operator: Is}]}', '7:55', /one of In, NotIn/],
  ])('%s', (spec, place, message) => {
    const { problems } = readManifest(policyText(spec));
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toContain(place);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });
});

it('takes any text', () => {
  const words = fc.constantFrom(
    'spec:',
    '  podSelector:',
    '  ingress:',
    '  - from:',
    '    - ipBlock:',
    '        cidr: ${X}',
    '  - {}',
    '    *a',
    '  policyTypes: &a',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (lines) => {
      readManifest(`apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${lines.join('\n')}\n`);
    }),
  );
});
