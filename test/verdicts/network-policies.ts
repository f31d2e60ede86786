import { type Case, cases } from './case.ts';
import { kubernetes } from './sources.ts';

const web = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: web}}\nspec: {containers: [{name: c, image: example.com/a:1}]}\n';
const policy = (spec: string, metadata = 'name: n'): string =>
  `${web}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {${metadata}}\nspec: {${spec}}\n`;
const both = 'policyTypes: [Ingress, Egress]';
const emptySelects = 'Tools that match labels one by one find no pod for an empty selector; an empty selector selects all of the namespace';

const selected = cases(
  { control: 'network-policy', way: 'kubernetes', source: `${kubernetes.networkPolicy}, isolated and non-isolated pods` },
  [
    { name: 'deny all', text: policy(`podSelector: {}, ${both}`), outcome: 'held', disputed: emptySelects, thread: 'zegl/kube-score#420' },
    { name: 'by its label', text: policy(`podSelector: {matchLabels: {app: web}}, ${both}`), outcome: 'held' },
    {
      name: 'by an expression',
      text: policy(`podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}, ${both}`),
      outcome: 'held',
      disputed: 'Tools that read matchLabels alone report it',
    },
    {
      name: 'an expression that leaves it out',
      text: policy(`podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}, ${both}`),
      outcome: 'broken',
    },
    { name: 'of other pods', text: policy(`podSelector: {matchLabels: {app: db}}, ${both}`), outcome: 'broken' },
    {
      name: 'of another namespace',
      text: policy(`podSelector: {}, ${both}`, 'name: n, namespace: other').replace('name: p,', 'name: p, namespace: shop,'),
      outcome: 'broken',
      source: `${kubernetes.networkPolicy}: a policy selects pods of its own namespace`,
    },
    {
      name: 'of a namespace, where the pod names none',
      text: policy(`podSelector: {}, ${both}`, 'name: n, namespace: other'),
      outcome: 'unknown',
      source: 'kubectl apply --namespace decides where an object without a namespace goes',
      disputed: 'Tools that take default for the namespace of the pod report it; the file does not say where it goes',
    },
    {
      name: 'a policy of Cilium',
      text: `${web}---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: n}\nspec: {endpointSelector: {}, ingress: [], egress: []}\n`,
      outcome: 'unknown',
      source: 'Cilium documentation, network/kubernetes/policy: a CiliumNetworkPolicy isolates the endpoints that it selects',
      disputed: 'Tools that know NetworkPolicy alone report every pod of a cluster that uses Cilium',
      thread: 'kubescape/regolibrary#711',
    },
    {
      name: 'what comes in alone',
      text: policy('podSelector: {}, policyTypes: [Ingress]'),
      outcome: 'broken',
      source: `${kubernetes.networkPolicy}: a pod is isolated for each direction by itself`,
    },
    {
      name: 'egress rules without policyTypes',
      text: policy('podSelector: {}, ingress: [], egress: [{to: [{podSelector: {}}]}]'),
      outcome: 'held',
      source: `${kubernetes.networkPolicy}, policyTypes: Ingress always, Egress where there are egress rules`,
      disputed: 'Tools that look for policyTypes report it',
    },
  ],
);

const breadth = cases(
  { control: 'network-policy-breadth', way: 'kubernetes', source: `${kubernetes.networkPolicy}, behavior of to and from selectors` },
  [
    { name: 'nothing is allowed', text: policy(`podSelector: {}, ${both}`), outcome: 'held', disputed: emptySelects },
    {
      name: 'an empty rule allows everything',
      text: policy('podSelector: {}, policyTypes: [Ingress], ingress: [{}]'),
      outcome: 'broken',
      source: `${kubernetes.networkPolicy}, allow all ingress traffic`,
      disputed: 'Tools that only ask whether a policy selects the pod call it held',
    },
    {
      name: 'every address',
      text: policy('podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]'),
      outcome: 'broken',
    },
    {
      name: 'every address, in two halves',
      text: policy(
        'podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}]}]',
      ),
      outcome: 'broken',
      disputed: 'Tools that look for the text 0.0.0.0/0 call it held',
    },
    {
      name: 'every address but one',
      text: policy('podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.7/32]}}]}]'),
      outcome: 'broken',
      disputed: 'Tools that take any except for a narrowing call it held',
    },
    {
      name: 'an address of the own network',
      text: policy('podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.1.2.0/24}}], ports: [{port: 5432}]}]'),
      outcome: 'held',
    },
    {
      name: 'every namespace',
      text: policy('podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}}]}]'),
      outcome: 'broken',
    },
    {
      name: 'pods of its own namespace, on one port',
      text: policy('podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]'),
      outcome: 'held',
      disputed: 'Tools that take podSelector: {} for everybody report it; without a namespaceSelector it means this namespace',
    },
    {
      name: 'two selectors of one entry',
      text: policy(
        'podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: ingress}}}], ports: [{port: 80}]}]',
      ),
      outcome: 'held',
      disputed: 'Tools that look at the namespaceSelector alone report it; both must fit',
    },
  ],
);

export const table: readonly Case[] = [...selected, ...breadth];
