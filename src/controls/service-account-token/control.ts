import { broken, type Control, type Field, held, inapplicable, isKnown, isUnknown, knownValue, undecided } from '../../model/index.ts';

/** Where the admission plugin ServiceAccount mounts the token; a mount of one's own there keeps it out. */
const place = '/var/run/secrets/kubernetes.io/serviceaccount';

const nameOf = (account: Field<string>): string => (isKnown(account) ? `the service account ${account.value}` : 'a service account');

export const serviceAccountToken: Control = {
  id: 'service-account-token',
  group: 'secrets',
  title: 'No service account token is mounted where none is needed',
  stops: "An intruder has no credentials of the cluster's API: not to list secrets and pods, nor to start pods where the account may.",
  why: 'Every container of a pod gets a token of its service account as a file unless automountServiceAccountToken is false, in the pod or in the account. Most workloads never talk to the API. A token tells an intruder at least the names that the cluster uses, and whatever roles the account has, or is given later, are his too. Operators, controllers, agents and programs that find their peers through the API need it: give these an account of their own with the few rights that they use, and set automountServiceAccountToken: true on purpose. Where a pod names an account of its own, or asks for the token in words, the finding is low: it is probably meant. To find out: a program that uses the API reads that file at its start, and fails at once when it is not there.',
  severity: 'medium',
  gain: 'secrets',
  level: 'recommended',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'a program that asks the API server is refused',
    test: 'Look whether its log names the API server',
  },
  references: {
    cisKubernetes: ['5.1.6'],
    nsaCisa: ['Protecting Pod service account tokens'],
    nist800190: ['4.5.4'],
    mitre: ['T1528', 'T1550.001', 'T1613'],
  },
  judge(container) {
    if (container.engine !== 'kubernetes') return inapplicable('only Kubernetes has service accounts');
    if (container.role !== undefined && container.role !== 'main') return inapplicable("it is the pod's: judged with its main containers");
    const field = container.serviceAccountToken;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field) === false) return held('no token is mounted', field);
    const own = container.mounts.find(({ destination }) => knownValue(destination)?.replace(/\/$/, '') === place);
    if (own !== undefined) return held('a volume of its own stands where the token would be', own.destination);
    if (field?.state === 'written') return broken('asks for a token for the API of the cluster', field, { severity: 'low' });
    const account = container.pod?.serviceAccount;
    if (account === undefined || knownValue(account) === '' || knownValue(account) === 'default')
      return broken('has a token for the API of the cluster that nobody asked for', field);
    // An account of its own is seldom made for nothing: the token may be meant, but nobody says so.
    return broken(`has the token of ${nameOf(account)}, which its pod names without a word on whether it needs it`, field, {
      severity: 'low',
      origin: account.origin,
    });
  },
  harden: () => [{ set: 'serviceAccountToken', to: false }],
};
