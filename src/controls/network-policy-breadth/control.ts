import {
  broken,
  type Control,
  type Direction,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type PolicyRule,
  type SelectingPolicy,
  undecided,
  type Verdict,
  withoutPolicies,
} from '../../model/index.ts';
import { type Counted, counted, inBounds } from './bounds.ts';
import { isDnsOnly, isEveryPort, reachesMetadata, unknownBlock, unknownExcept, widthOf } from './width.ts';
import { portsIn, whomOf } from './words.ts';

export const networkPolicyBreadth: Control = {
  id: 'network-policy-breadth',
  group: 'network',
  title: 'The network policies of the pod name whom they let through',
  stops: 'An intruder in some other pod, or one with a machine of his own, is not among those whom a rule was written for.',
  why: 'Policies add up: what one of them allows, no other takes back. A rule without from or to, with 0.0.0.0/0, or with namespaceSelector: {} on every port makes the others worth nothing for its direction; so do blocks that come to 0.0.0.0/0 together, or that hold a quarter of all addresses or more when what except leaves out is taken away, since no one owner has so many. A pod that may reach every address may also ask the metadata service of a cloud (169.254.169.254) for the credentials of its machine: leave that address out with except. What serves the public, and looking up names on port 53, needs no narrower rule: everybody on named ports is told only in the profile strict. An ipBlock is meant for addresses outside of the cluster; name pods by their labels.',
  severity: 'medium',
  gain: 'network',
  level: 'recommended',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'traffic that no rule names is cut off',
    test: 'Reach the pod from each of its peers, and its peers from the pod',
  },
  references: {
    cisKubernetes: ['5.3.2'],
    nsaCisa: ['Network policies', 'Protecting sensitive cloud infrastructure'],
    nist800190: ['4.3.3', '4.4.2'],
    mitre: ['T1046'],
  },
  needs: 'policies',
  judge(container) {
    const { policies } = container;
    const without = withoutPolicies(container);
    if (without !== undefined) return inapplicable(without);
    if (policies === undefined || policies.selecting.length === 0)
      return inapplicable('no network policy is known to select it: see network-policy');
    const verdicts = inBounds(policies.selecting.map(judgeOnce));
    if (policies.leftOut !== undefined) verdicts.push(undecided(policies.leftOut, 'low'));
    return verdicts.length > 0 ? verdicts : held('every rule of its network policies names whom it lets through');
  },
  harden: ({ policies }) =>
    inBounds((policies?.selecting ?? []).map(judgeOnce)).flatMap((verdict) => (verdict.outcome === 'broken' ? (verdict.remedy ?? []) : [])),
};

const judged = new WeakMap<SelectingPolicy, Counted>();

/** A policy says the same of every pod that it selects, and may select all of a run. */
function judgeOnce(policy: SelectingPolicy): Counted {
  const verdicts = judged.get(policy) ?? counted(judgePolicy(policy));
  judged.set(policy, verdicts);
  return verdicts;
}

function judgePolicy(policy: SelectingPolicy): Verdict[] {
  const types = knownValue(policy.spec.types) ?? [];
  return types.flatMap((direction) => policy.spec[direction].flatMap((rule) => judgeRule(policy, direction, rule) ?? []));
}

function judgeRule(policy: SelectingPolicy, direction: Direction, rule: PolicyRule): Verdict | undefined {
  if (direction === 'egress' && isDnsOnly(rule)) return undefined;
  const width = widthOf(rule);
  const wide = width.whom !== 'some';
  const unsure = wide ? unknownExcept(rule) : unknownBlock(rule);
  if (isUnknown(unsure)) return undecided(unsure, 'low');
  const whom = direction === 'ingress' ? 'lets' : 'lets it reach';
  const end = direction === 'ingress' ? ' in' : '';
  const say = (where: string) => `the network policy ${policy.name} ${whom} ${whomOf(width, direction)}${end} ${where}`;
  const tell = (detail: string, asks: string, quiet: boolean) =>
    broken(detail, undefined, {
      origin: rule.origin,
      remedy: [{ set: 'networkPolicy.narrow', to: { policy: policy.name, asks } }],
      ...(quiet ? { severity: 'low', level: 'strict' } : {}),
    });
  const peers = direction === 'ingress' ? 'from' : 'to';
  const metadata = direction === 'egress' && reachesMetadata(rule);
  if (wide && isEveryPort(rule)) {
    const too = metadata ? ', the metadata service of a cloud among them' : '';
    return tell(`${say('on every port')}${too}`, `name in ${peers} who has to be let through, and in ports where`, false);
  }
  if (metadata)
    return tell(
      `the network policy ${policy.name} lets it reach 169.254.169.254, where a cloud gives out the credentials of the machine`,
      'add except: [169.254.169.254/32] to the ipBlock',
      false,
    );
  if (wide) return tell(say(portsIn(rule)), `name in ${peers} who has to be let through`, true);
  return isEveryPort(rule) ? tell(say('on every port'), 'name in ports which of them', true) : undefined;
}
