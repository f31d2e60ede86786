import { type Direction, isKnown, isUnknown, knownValue, type NetworkPolicy, type Pod, type SelectingPolicy } from '../model/index.ts';
import { asksFor } from './label-match.ts';

/** More policies than this are not held against the pods of a run: no cluster applies so many from files. */
export const mostPolicies = 5000;

/** A policy, and what each pod that it selects is told of it: one object for all of them. */
export interface Shelved {
  readonly policy: NetworkPolicy;
  readonly selecting: SelectingPolicy | undefined;
}

/** The policies of a run, laid out so that a pod meets few of those that are not about it. */
export interface Shelf {
  readonly inRun: number;
  readonly byNamespace: Map<string, Row>;
  /** Those of `byNamespace` together. */
  readonly named: Row;
  readonly clusterWide: Row;
  /** Of a namespace that whoever applies it decides. */
  readonly unwritten: Row;
  /** Of a namespace that is to be filled in. */
  readonly unclear: Row;
  /** The first of those that are not looked at. */
  readonly left: NetworkPolicy | undefined;
}

interface Row {
  /** What its policies may restrict. */
  readonly directions: Set<Direction>;
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

/** The policies that may select this pod. */
export function* inReach(shelf: Shelf, pod: Pod): Generator<Shelved> {
  yield* ofRow(ownRow(shelf, pod), pod);
  yield* ofRow(shelf.clusterWide, pod);
}

/** The rows of which nobody can say whether they are of the pod's namespace. */
export function rowsInDoubt(shelf: Shelf, pod: Pod): Row[] {
  const own = ownRow(shelf, pod);
  const isPlaced = pod.namespace !== undefined && isKnown(pod.namespace);
  return [...(isPlaced ? [] : [shelf.named]), shelf.unwritten, shelf.unclear].filter((row) => row !== own);
}

function ownRow({ byNamespace, unwritten, unclear }: Shelf, { namespace }: Pod): Row {
  if (namespace === undefined) return unwritten;
  return isKnown(namespace) ? (byNamespace.get(namespace.value) ?? emptyRow()) : unclear;
}

function layOut(policies: readonly NetworkPolicy[]): Shelf {
  const shelf: Shelf = {
    inRun: policies.length,
    byNamespace: new Map(),
    named: emptyRow(),
    clusterWide: emptyRow(),
    unwritten: emptyRow(),
    unclear: emptyRow(),
    left: policies[mostPolicies],
  };
  for (const policy of policies.slice(0, mostPolicies)) {
    const selecting = isKnown(policy.spec) ? { name: policy.name, origin: policy.origin, spec: policy.spec.value } : undefined;
    for (const row of rowsFor(policy, shelf)) put(row, { policy, selecting });
  }
  return shelf;
}

function rowsFor({ namespace, clusterWide }: NetworkPolicy, shelf: Shelf): Row[] {
  if (clusterWide) return [shelf.clusterWide];
  if (namespace === undefined) return [shelf.unwritten];
  if (!isKnown(namespace)) return [shelf.unclear];
  const row = shelf.byNamespace.get(namespace.value) ?? emptyRow();
  shelf.byNamespace.set(namespace.value, row);
  return [shelf.named, row];
}

const emptyRow = (): Row => ({ directions: new Set(), all: [], byLabel: new Map(), others: [] });

function put({ directions, all, byLabel, others }: Row, one: Shelved): void {
  all.push(one);
  for (const type of typesOf(one.policy)) directions.add(type);
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

/** Those of a row that may be about the pod. A label that is not known, or that somebody else may add, can be any. */
export function* ofRow({ all, byLabel, others }: Row, { labels, builtin }: Pod): Generator<Shelved> {
  if (!builtin || [...labels.values()].some(isUnknown)) return yield* all;
  for (const [key, label] of labels) if (isKnown(label)) yield* byLabel.get(labelKey(key, label.value)) ?? [];
  yield* others;
}

export const both: readonly Direction[] = ['ingress', 'egress'];

export const typesOf = ({ spec }: NetworkPolicy): readonly Direction[] => (isKnown(spec) ? (knownValue(spec.value.types) ?? both) : both);
