import type { Field } from './field.ts';
import type { Origin } from './origin.ts';

/**
 * A policy of the network as its author wrote it (Kubernetes networking.k8s.io/v1, NetworkPolicy). Plain data, fit to be sent between
 * threads. Policies add up: traffic is allowed as soon as one of those that select a pod allows it.
 */
export interface NetworkPolicy {
  /** As it is written in `kind`: a kind other than NetworkPolicy is known to be there, and no more is read of it. */
  readonly kind: string;
  readonly name: string;
  /** Where it stands: the name of the policy, or the policy itself. */
  readonly origin: Origin;
  /** Absent: not written, so that whoever applies it decides. */
  readonly namespace?: Field<string>;
  /** True where the kind has no namespace: it is for the whole cluster. */
  readonly clusterWide: boolean;
  /** It is still a template of a chart (and `spec` unknown). */
  readonly template?: true;
  /** What it says. Unknown: a kind that is not read, or a template that is not yet YAML. */
  readonly spec: Field<PolicySpec>;
}

export interface PolicySpec {
  readonly selects: LabelSelector;
  /** Which directions it restricts for the pods that it selects; by default as the API server fills it in. */
  readonly types: Field<readonly Direction[]>;
  /** The directions for which it has a key at all: an empty list of egress rules restricts nothing unless `types` names egress. */
  readonly writes: readonly Direction[];
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

export type Direction = 'ingress' | 'egress';

/** All of its requirements must hold; none at all: it selects everything. */
export interface LabelSelector {
  readonly origin: Origin;
  readonly requirements: readonly LabelRequirement[];
}

/** `In` with one value stands for an entry of matchLabels as well. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: Field<'In' | 'NotIn' | 'Exists' | 'DoesNotExist'>;
  readonly values: readonly Field<string>[];
}

/** Traffic that is allowed: with one of the peers, on one of the ports. */
export interface PolicyRule {
  readonly origin: Origin;
  /** None: everybody. */
  readonly peers: readonly PolicyPeer[];
  /** None: every port. */
  readonly ports: readonly PolicyPort[];
}

/** Either a block of addresses, or pods: of the policy's own namespace unless `namespaces` selects others. */
export interface PolicyPeer {
  readonly origin: Origin;
  readonly pods?: LabelSelector;
  readonly namespaces?: LabelSelector;
  readonly ipBlock?: { readonly cidr: Field<string>; readonly except: readonly Field<string>[] };
}

export interface PolicyPort {
  readonly origin: Origin;
  /** TCP, UDP or SCTP. Absent: TCP. */
  readonly protocol?: Field<string>;
  /** A number, or the name of a container's port. Absent: every port. */
  readonly port?: Field<number | string>;
  /** The last port of a range that begins at `port`. */
  readonly endPort?: Field<number>;
}

/** What the policies of a run come to for one pod (set by link/). */
export interface PodPolicies {
  /** How many policies the run holds, for whichever pod. */
  readonly inRun: number;
  /** Those that select the pod. */
  readonly selecting: readonly SelectingPolicy[];
  /** Those of which it is not known whether they select the pod: one clause each, and the directions that they may restrict. */
  readonly perhaps: readonly { readonly because: string; readonly origin: Origin; readonly types: readonly Direction[] }[];
  /** Why `selecting` may lack some that select the pod: there are too many. */
  readonly leftOut?: { readonly because: string; readonly origin: Origin };
}

export interface SelectingPolicy {
  readonly name: string;
  readonly origin: Origin;
  readonly spec: PolicySpec;
}
