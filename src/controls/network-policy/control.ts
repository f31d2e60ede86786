import {
  broken,
  type Container,
  type Control,
  type Direction,
  held,
  inapplicable,
  isKnown,
  isUnknown,
  knownValue,
  type PodPolicies,
  type SelectingPolicy,
  undecided,
  type Verdict,
  withoutPolicies,
} from '../../model/index.ts';

export const networkPolicy: Control = {
  id: 'network-policy',
  group: 'network',
  title: 'Network policies restrict who reaches the pod and what it reaches',
  stops:
    'An intruder in the pod does not try every other pod of the cluster, the metadata service of the cloud or a machine of his own, and one in another pod does not reach this one.',
  why: 'Without a policy every pod of a cluster reaches every other and the internet. A pod that a policy selects for a direction may do in that direction only what some policy allows, so a policy with no rules closes it: begin with one for all pods of a namespace (podSelector: {}, policyTypes: [Ingress, Egress]), then add what each program needs. Closed egress also closes the look-up of names: allow port 53, UDP and TCP. A policy without policyTypes restricts ingress, and egress only where it has an egress rule. The network plugin must carry policies out (Calico, Cilium, and others do, flannel alone does not). Looked at are the policies in the files of one run: check a folder with its policies together. A policy that names no namespace counts for pods that name none.',
  severity: 'medium',
  gain: 'network',
  level: 'recommended',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'traffic that no rule names is cut off',
    test: 'Reach the pod from each of its peers, and look up a name in it',
  },
  references: {
    cisKubernetes: ['5.3.2'],
    nsaCisa: ['Network policies'],
    nist800190: ['4.3.3', '4.4.2'],
    mitre: ['T1046'],
  },
  needs: 'policies',
  judge(container) {
    const { policies, linux } = container;
    const without = withoutPolicies(container);
    if (without !== undefined) return inapplicable(without);
    const { network } = linux.namespaces;
    if (isUnknown(network)) return undecided(network);
    if (policies === undefined) return undecided({ because: 'the network policies beside it were not looked at' });
    const open = directions.filter((direction) => !restricts(policies, direction) && !mayRestrict(policies, direction));
    if (open.length > 0) return broken(accuse(open, policies), undefined, { remedy: [{ set: 'networkPolicy', to: { directions: open } }] });
    return directions.every((direction) => restricts(policies, direction)) ? held(praise(policies)) : doubt(policies);
  },
  harden: ({ policies }: Container) => [
    {
      set: 'networkPolicy',
      to: { directions: directions.filter((direction) => policies === undefined || !restricts(policies, direction)) },
    },
  ],
};

const directions: readonly Direction[] = ['ingress', 'egress'];

const restricts = ({ selecting }: PodPolicies, direction: Direction): boolean =>
  selecting.some(({ spec }) => knownValue(spec.types)?.includes(direction) === true);

const mayRestrict = ({ selecting, perhaps }: PodPolicies, direction: Direction): boolean =>
  perhaps.some(({ types }) => types.includes(direction)) || selecting.some(({ spec }) => isUnknown(spec.types));

function doubt({ selecting, perhaps }: PodPolicies): Verdict {
  const [first] = perhaps;
  if (first !== undefined) return undecided(first);
  const unsure = selecting.find(({ spec }) => isUnknown(spec.types));
  return undecided({ because: `what the network policy ${unsure?.name} restricts is to be filled in`, origin: unsure?.origin });
}

const praise = ({ selecting }: PodPolicies): string =>
  selecting.length === 1
    ? `the network policy ${selecting[0]?.name} selects it`
    : `${selecting.length} network policies select it, for both directions`;

function accuse(open: readonly Direction[], { inRun, selecting }: PodPolicies): string {
  const consequence = open.map((direction) => consequences[direction]).join(' and ');
  if (inRun === 0) return `no network policy selects it (the files hold none): ${consequence}`;
  if (open.length === 2) return `no network policy selects it: ${consequence}`;
  const [direction] = open;
  const idle = direction && selecting.find((policy) => isIdle(policy, direction));
  if (idle === undefined || direction === undefined) return `no network policy selects it for ${open.join(', ')}: ${consequence}`;
  return `the network policy ${idle.name} has the key ${direction}, but not for its policyTypes, so it does not count: ${consequence}`;
}

const consequences: Readonly<Record<Direction, string>> = { ingress: 'every pod may reach it', egress: 'it may reach every address' };

/** It writes something of a direction that it does not restrict: an empty list of egress rules, or policyTypes that leave it out. */
const isIdle = ({ spec }: SelectingPolicy, direction: Direction): boolean =>
  spec.writes.includes(direction) && isKnown(spec.types) && !spec.types.value.includes(direction);
