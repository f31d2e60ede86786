import { isKnown, type NetworkPolicy, type SelectingPolicy } from '../model/index.ts';

/** More policies than this are not held against the pods of a run: no cluster applies so many from files. */
const mostPolicies = 5000;

/** A policy, and what each pod that it selects is told of it: one object for all of them. */
export interface Shelved {
  readonly policy: NetworkPolicy;
  readonly selecting: SelectingPolicy | undefined;
}

/** The policies of a run, laid out so that a pod meets those of other namespaces only where it names none itself. */
export interface Shelf {
  readonly inRun: number;
  readonly all: readonly Shelved[];
  readonly byNamespace: ReadonlyMap<string, readonly Shelved[]>;
  /** For the whole cluster, or of a namespace that is not written or not known. */
  readonly anywhere: readonly Shelved[];
  /** The first of those that are not looked at. */
  readonly left: NetworkPolicy | undefined;
}

const shelves = new WeakMap<readonly NetworkPolicy[], Shelf>();

/** Laid out once a run. */
export function shelfOf(policies: readonly NetworkPolicy[]): Shelf {
  const shelf = shelves.get(policies) ?? layOut(policies);
  shelves.set(policies, shelf);
  return shelf;
}

function layOut(policies: readonly NetworkPolicy[]): Shelf {
  const all = policies.slice(0, mostPolicies).map(shelved);
  const byNamespace = new Map<string, Shelved[]>();
  const anywhere: Shelved[] = [];
  for (const one of all) {
    const { namespace, clusterWide } = one.policy;
    const named = namespace !== undefined && isKnown(namespace) && !clusterWide ? namespace.value : undefined;
    if (named === undefined) anywhere.push(one);
    else
      byNamespace
        .set(named, byNamespace.get(named) ?? [])
        .get(named)
        ?.push(one);
  }
  return { inRun: policies.length, all, byNamespace, anywhere, left: policies[mostPolicies] };
}

const shelved = (policy: NetworkPolicy): Shelved => ({
  policy,
  selecting: isKnown(policy.spec) ? { name: policy.name, origin: policy.origin, spec: policy.spec.value } : undefined,
});
