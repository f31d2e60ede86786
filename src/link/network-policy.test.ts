import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../test/support/kubernetes.ts';
import type { PodPolicies } from '../model/index.ts';
import { podPolicies } from './network-policy.ts';

interface Policy {
  readonly kind?: string;
  readonly version?: string;
  readonly namespace?: string | undefined;
  readonly selector?: string;
}

const policyText = ({ kind = 'NetworkPolicy', version = 'networking.k8s.io/v1', namespace, selector = '{}' }: Policy): string =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: p\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:\n  podSelector: ${selector}\n`;

const podText = (labels: string, namespace?: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}  labels: ${labels}\nspec:\n  containers: [{name: web, image: nginx}]\n`;

function joined(pod: string, policies: readonly [text: string, path?: string][], path = 'app/web.yaml'): PodPolicies {
  const all = policies.flatMap(([text, at]) => readManifest(text, at ?? 'app/policy.yaml').policies ?? []);
  const [web] = readManifest(pod, path).containers;
  if (web?.pod === undefined) throw new Error('no pod');
  return podPolicies(web.pod, all);
}

type Answer = 'yes' | 'no' | RegExp;

function expectAnswer({ selecting, perhaps }: PodPolicies, answer: Answer): void {
  if (answer === 'yes') expect([selecting.length, perhaps]).toEqual([1, []]);
  else if (answer === 'no') expect([selecting, perhaps]).toEqual([[], []]);
  else {
    expect(selecting).toEqual([]);
    expect(perhaps.map(({ because }) => because).join()).toMatch(answer);
  }
}

const web = '{app: web, tier: front}';

describe('which pods a policy selects, by their labels', () => {
  it.each<[string, string, string, Answer]>([
    ['{}', web, 'an empty selector', 'yes'],
    ['{matchLabels: {app: web}}', web, 'a label', 'yes'],
    ['{matchLabels: {app: api}}', web, 'another label', 'no'],
    ['{matchLabels: {app: web, tier: back}}', web, 'one of two labels', 'no'],
    ['{matchLabels: {team: a}}', web, 'a label that it lacks', 'no'],
    ['{matchExpressions: [{key: app, operator: In, values: [api, web]}]}', web, 'one of several values', 'yes'],
    ['{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', web, 'not this value', 'no'],
    ['{matchExpressions: [{key: team, operator: NotIn, values: [a]}]}', web, 'not this value of a label that it lacks', 'yes'],
    ['{matchExpressions: [{key: app, operator: Exists}]}', web, 'a label of any value', 'yes'],
    ['{matchExpressions: [{key: team, operator: Exists}]}', web, 'a label of any value that it lacks', 'no'],
    ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', web, 'without a label', 'no'],
    ['{matchExpressions: [{key: team, operator: DoesNotExist}]}', web, 'without a label that it lacks', 'yes'],
    ['{}', '{}', 'a pod without labels', 'yes'],
    [
      '{matchLabels: {app: web}}',
      `{app: "\${APP}"}`,
      'a label that is to be filled in',
      /the NetworkPolicy p \(app\/policy.yaml\) may select it/,
    ],
    ['{matchLabels: {app: "${APP}"}}', web, 'a value that is to be filled in', /labels are to be filled in/],
    ['{matchLabels: {app: api}}', `{app: web, tier: "\${T}"}`, 'no, whatever is filled in', 'no'],
    ['{matchLabels: {job-name: a}}', web, 'a label that a controller adds', /added by a controller/],
  ])('%s for %s: %s', (selector, labels, _, answer) =>
    expectAnswer(joined(podText(labels, 'shop'), [[policyText({ selector, namespace: 'shop' })]]), answer),
  );
});

describe('which pods a policy selects, by their namespace', () => {
  const one = '{matchLabels: {app: web}}';
  it.each<[string, string | undefined, string | undefined, string, string, Answer]>([
    ['the same', 'shop', 'shop', '{}', 'else/p.yaml', 'yes'],
    ['another', 'shop', 'bank', '{}', 'app/p.yaml', 'no'],
    ['none, both', undefined, undefined, one, 'else/p.yaml', 'yes'],
    ['none, both, every pod, the same folder', undefined, undefined, '{}', 'app/p.yaml', 'yes'],
    ['none, both, every pod, a folder above', undefined, undefined, '{}', 'p.yaml', 'yes'],
    ['none, both, every pod, another folder', undefined, undefined, '{}', 'else/p.yaml', /names no namespace, and selects every pod/],
    ['named by the pod alone', 'shop', undefined, one, 'app/p.yaml', /if both are applied to one namespace/],
    ['named by the policy alone', undefined, 'shop', one, 'app/p.yaml', /if both are applied to one namespace/],
    ['to be filled in, alike', `"\${NS}"`, `"\${NS}"`, one, 'app/p.yaml', 'yes'],
    ['to be filled in, otherwise', `"\${NS}"`, `"\${OTHER}"`, one, 'app/p.yaml', /one namespace/],
    ['another label, whatever the namespace', 'shop', undefined, '{matchLabels: {app: api}}', 'app/p.yaml', 'no'],
  ])('%s', (_, pod, namespace, selector, path, answer) =>
    expectAnswer(joined(podText(web, pod), [[policyText({ selector, ...(namespace !== undefined && { namespace }) }), path]]), answer),
  );
});

describe('what is not read', () => {
  it.each<[string, Policy, string | undefined, Answer]>([
    [
      'a kind of the same namespace',
      { kind: 'CiliumNetworkPolicy', version: 'cilium.io/v2', namespace: 'shop' },
      'shop',
      /CiliumNetworkPolicy p .* may select it: a CiliumNetworkPolicy is not read/,
    ],
    ['a kind of another namespace', { kind: 'CiliumNetworkPolicy', version: 'cilium.io/v2', namespace: 'bank' }, 'shop', 'no'],
    ['a kind of the whole cluster', { kind: 'GlobalNetworkPolicy', version: 'projectcalico.org/v3' }, 'shop', /GlobalNetworkPolicy/],
  ])('%s', (_, policy, namespace, answer) => expectAnswer(joined(podText(web, namespace), [[policyText(policy)]]), answer));

  const template =
    '{{- if .Values.policy }}\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {{ .x }}\n{{- end }}\n';
  it('a template of the same chart', () => {
    expectAnswer(joined(podText(web), [[template, 'charts/a/templates/np.yaml']], 'charts/a/files/web.yaml'), /template is not yet YAML/);
  });
  it('a template of another chart', () => {
    expectAnswer(joined(podText(web), [[template, 'charts/a/templates/np.yaml']], 'charts/b/templates/web.yaml'), 'no');
  });
});

describe('many policies', () => {
  it('of which each counts', () => {
    const one = policyText({ selector: '{matchLabels: {app: web}}' });
    const { inRun, selecting } = joined(podText(web), [[one], [one], [policyText({ selector: '{matchLabels: {app: api}}' })]]);
    expect([inRun, selecting.length]).toEqual([3, 2]);
  });

  it('of which so many are looked at, and no more', () => {
    const text = `${policyText({ selector: '{matchLabels: {app: api}}' })}---\n`.repeat(5001);
    expect(joined(podText(web), [[text]]).perhaps.map(({ because }) => because)).toEqual([
      'only 5000 of 5001 network policies are looked at',
    ]);
  });
});

describe('more policies than one pod has', () => {
  const many = (one: Policy, count: number): [string][] => [[`${policyText(one)}---\n`.repeat(count)]];

  it('keeps so many that select it, and says so', () => {
    const { selecting, perhaps, leftOut } = joined(podText(web), many({}, 300));
    expect(selecting).toHaveLength(200);
    expect(perhaps.map(({ because }) => because)).toEqual(['only 200 of the network policies that select it are looked at']);
    expect(leftOut).toBe(perhaps[0]);
  });

  it('keeps as few of those of which nobody can say as tell it all', () => {
    const egress = policyText({ namespace: 'shop' }).replace('spec:\n', 'spec:\n  policyTypes: [Egress]\n');
    const { perhaps, leftOut } = joined(podText(web), [...many({ namespace: 'shop' }, 300), [egress], [egress]]);
    expect(perhaps.map(({ types }) => types.join())).toEqual([...Array(20).fill('ingress'), 'egress']);
    expect(leftOut).toBeUndefined();
  });
});

describe('many policies together', () => {
  const value = fc.constantFrom('a', 'b', '${X}');
  const label = fc.tuple(fc.constantFrom('app', 'tier', 'job-name'), value).map(([key, is]) => `${key}: "${is}"`);
  const requirement = fc
    .tuple(fc.constantFrom('app', 'tier', 'job-name'), fc.constantFrom('In', 'NotIn'), fc.uniqueArray(value, { minLength: 1 }))
    .map(([key, operator, values]) => `{key: ${key}, operator: ${operator}, values: ["${values.join('", "')}"]}`);
  const namespace = fc.constantFrom(undefined, 'shop', 'web', '"${NS}"');
  const policy = fc.record({
    namespace,
    selector: fc.array(requirement, { maxLength: 2 }).map((all) => `{matchExpressions: [${all.join(', ')}]}`),
  });
  const labels = fc.uniqueArray(label, { maxLength: 3, selector: (one) => one.split(':')[0] }).map((all) => `{${all.join(', ')}}`);

  it('are to a pod what each is to it', () => {
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 6 }), labels, namespace, (policies, own, at) => {
        const texts = policies.map((one): [string] => [policyText(one)]);
        const together = joined(podText(own, at), texts);
        const apart = texts.map((text) => joined(podText(own, at), [text]));
        expect(together.selecting).toHaveLength(apart.flatMap(({ selecting }) => selecting).length);
        expect(together.perhaps).toHaveLength(apart.flatMap(({ perhaps }) => perhaps).length);
      }),
    );
  });
});

describe('a pod that an operator makes', () => {
  const rollout = `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: nginx}]}\n`;
  it.each<[string, Answer]>([
    ['{matchLabels: {app: web}}', 'yes'],
    ['{matchLabels: {app: api}}', 'no'],
    ['{matchLabels: {team: a}}', /added by a controller/],
  ])('%s', (selector, answer) => expectAnswer(joined(rollout, [[policyText({ selector })]]), answer));
});
