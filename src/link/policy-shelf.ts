import { isKnown, isUnknown, type NetworkPolicy, type Pod, type SelectingPolicy } from '../model/index.ts';
import { asksFor } from './label-match.ts';

/** More policies than this are not held against the pods of a run: no cluster applies so many from files. */
const mostPolicies = 5000;

/** A policy, and what each pod that it selects is told of it: one object for all of them. */
export interface Shelved {
  readonly policy: NetworkPolicy;
  readonly selecting: SelectingPolicy | undefined;
}

/** The policies of a run, laid out so that a pod meets few of those that are not about it. */
export interface Shelf {
  readonly inRun: number;
  readonly all: Row;
  readonly byNamespace: ReadonlyMap<string, Row>;
  /** For the whole cluster, or of a namespace that is not written or not known. */
  readonly anywhere: Row;
  /** The first of those that are not looked at. */
  readonly left: NetworkPolicy | undefined;
}

interface Row {
  readonly all: Shelved[];
  /** Those that ask for one of certain labels, under each of them. */
  readonly byLabel: Map<string, Shelved[]>;
  readonly others: Shelved[];
}

const shelves = new WeakMap<readonly NetworkPolicy[], Shelf>();

/** Laid out once a run. */
export function shelfOf(policies: readonly NetworkPolicy[]): Shelf {
  const shelf = shelves.get(policies) ?? layOut(policies);
  shelves.set(policies, shelf);
  return shelf;
}

/** The policies that may be about this pod: those of its own namespace first. */
export function* inReach({ all, byNamespace, anywhere }: Shelf, pod: Pod): Generator<Shelved> {
  const { namespace } = pod;
  if (namespace === undefined || !isKnown(namespace)) return yield* ofRow(all, pod);
  yield* ofRow(byNamespace.get(namespace.value) ?? emptyRow(), pod);
  yield* ofRow(anywhere, pod);
}

function layOut(policies: readonly NetworkPolicy[]): Shelf {
  const all = emptyRow();
  const anywhere = emptyRow();
  const byNamespace = new Map<string, Row>();
  for (const policy of policies.slice(0, mostPolicies)) {
    const one = shelved(policy);
    put(all, one);
    put(rowOf(policy, byNamespace) ?? anywhere, one);
  }
  return { inRun: policies.length, all, byNamespace, anywhere, left: policies[mostPolicies] };
}

function rowOf({ namespace, clusterWide }: NetworkPolicy, rows: Map<string, Row>): Row | undefined {
  if (clusterWide || namespace === undefined || !isKnown(namespace)) return undefined;
  const row = rows.get(namespace.value) ?? emptyRow();
  rows.set(namespace.value, row);
  return row;
}

const shelved = (policy: NetworkPolicy): Shelved => ({
  policy,
  selecting: isKnown(policy.spec) ? { name: policy.name, origin: policy.origin, spec: policy.spec.value } : undefined,
});

const emptyRow = (): Row => ({ all: [], byLabel: new Map(), others: [] });

function put({ all, byLabel, others }: Row, one: Shelved): void {
  all.push(one);
  const asked = one.selecting && asksFor(one.selecting.spec.selects);
  if (asked === undefined) others.push(one);
  for (const value of asked?.values ?? []) {
    const label = labelKey(asked?.key ?? '', value);
    const those = byLabel.get(label);
    if (those === undefined) byLabel.set(label, [one]);
    else those.push(one);
  }
}

const labelKey = (key: string, value: string): string => `${key}\u0000${value}`;

/** A label that is not known, or that somebody else may add, can be any. */
function* ofRow({ all, byLabel, others }: Row, { labels, builtin }: Pod): Generator<Shelved> {
  if (!builtin || [...labels.values()].some(isUnknown)) return yield* all;
  for (const [key, label] of labels) if (isKnown(label)) yield* byLabel.get(labelKey(key, label.value)) ?? [];
  yield* others;
}
