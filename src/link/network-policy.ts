import {
  type Container,
  type Direction,
  type Field,
  isKnown,
  isUnknown,
  type NetworkPolicy,
  type Origin,
  type Pod,
  type PodPolicies,
  type SelectingPolicy,
} from '../model/index.ts';
import type { Join } from './join.ts';
import { selects } from './label-match.ts';
import { both, inReach, mostPolicies, ofRow, rowsInDoubt, type Shelf, shelfOf, typesOf } from './policy-shelf.ts';

/** More policies of one pod are not kept. A run has an end whatever it is given: pods times policies is what would not. */
const mostSelecting = 200;
const mostPerhaps = 20;

/** A pod gets the policies of the run that select it, and those of which nobody can say. */
export const joinPolicies: Join = {
  applies: ({ pod, kind }) => pod !== undefined && kind === 'container',
  join(container, { policies = [] }) {
    return { container: withPolicies(container, policies), problems: [] };
  },
};

const joined = new WeakMap<Pod, PodPolicies>();

/** The containers of a pod share what is found once. */
function withPolicies(container: Container, policies: readonly NetworkPolicy[]): Container {
  const { pod } = container;
  if (pod === undefined) return container;
  const found = joined.get(pod) ?? podPolicies(pod, policies);
  joined.set(pod, found);
  return { ...container, policies: found };
}

const none: PodPolicies = { inRun: 0, selecting: [], perhaps: [] };

/** Which of the policies are about this pod. */
export function podPolicies(pod: Pod, policies: readonly NetworkPolicy[]): PodPolicies {
  if (policies.length === 0) return none;
  const shelf = shelfOf(policies);
  const selecting: SelectingPolicy[] = [];
  const perhaps: Perhaps[] = [];
  const told = new Set<Direction>();
  const left = leftOut(shelf);
  for (const one of inReach(shelf, pod)) {
    const answer = selection(one.policy, pod);
    if (answer === 'no') continue;
    if (answer !== 'yes' || one.selecting === undefined) addPerhaps(perhaps, told, one.policy, answer);
    else if (selecting.length < mostSelecting) selecting.push(one.selecting);
    else {
      left.push(omission(`only ${mostSelecting} of the network policies that select it are looked at`, one.policy));
      break;
    }
  }
  for (const row of rowsInDoubt(shelf, pod)) {
    for (const { policy } of ofRow(row, pod)) {
      if (isToldOf(perhaps, told, row.directions)) break;
      const answer = selection(policy, pod);
      if (answer !== 'no') addPerhaps(perhaps, told, policy, answer);
    }
  }
  return { inRun: shelf.inRun, selecting, perhaps: [...perhaps, ...left], ...(left[0] !== undefined && { leftOut: left[0] }) };
}

type Perhaps = PodPolicies['perhaps'][number];

const omission = (because: string, { origin }: NetworkPolicy): Perhaps => ({ because, origin, types: both });

const leftOut = ({ left, inRun }: Shelf): Perhaps[] =>
  left === undefined ? [] : [omission(`only ${mostPolicies} of ${inRun} network policies are looked at`, left)];

/** More would say nothing new. */
const isToldOf = (perhaps: readonly Perhaps[], told: ReadonlySet<Direction>, types: Iterable<Direction>): boolean =>
  perhaps.length >= mostPerhaps && [...types].every((type) => told.has(type));

/** Nothing is lost by those that are not kept: what restricts a direction is there, and why nobody can say. */
function addPerhaps(perhaps: Perhaps[], told: Set<Direction>, policy: NetworkPolicy, answer: string): void {
  const types = typesOf(policy);
  if (isToldOf(perhaps, told, types)) return;
  for (const type of types) told.add(type);
  perhaps.push({ because: `${callIt(policy)} ${answer}`, origin: policy.origin, types });
}

/** `yes`, `no`, or the rest of a sentence that begins with the policy's name. */
function selection(policy: NetworkPolicy, pod: Pod): string {
  const place = placeOf(policy, pod);
  if (place === 'other') return 'no';
  const { spec } = policy;
  if (isUnknown(spec)) {
    // What a chart's template says is for the pods of the chart.
    if (policy.template && !isNear(chartOf(policy.origin), pod.origin)) return 'no';
    return `may select it: ${spec.because}`;
  }
  const matches = selects(spec.value.selects, pod);
  if (matches === false) return 'no';
  if (matches === undefined) return 'may select it: labels are to be filled in, or added by a controller';
  if (place === 'perhaps') return 'selects it if both are applied to one namespace';
  const vague = policy.namespace === undefined && !policy.clusterWide && spec.value.selects.requirements.length === 0;
  if (vague && !isNear(policy.origin.source.path, pod.origin))
    return 'names no namespace, and selects every pod of the one that it is applied to';
  return 'yes';
}

const callIt = ({ kind, name, origin }: NetworkPolicy): string => `the ${kind} ${name} (${origin.source.path})`;

/**
 * Are a policy and a pod of one namespace? Two that name none are: both go where `kubectl -n` or kustomize puts them. Of one that names
 * it and one that does not nobody can say.
 */
function placeOf({ namespace, clusterWide }: NetworkPolicy, pod: Pod): 'same' | 'other' | 'perhaps' {
  if (clusterWide) return 'same';
  const own = pod.namespace;
  if (namespace === undefined && own === undefined) return 'same';
  if (namespace === undefined || own === undefined) return 'perhaps';
  if (isKnown(namespace) && isKnown(own)) return namespace.value === own.value ? 'same' : 'other';
  return writtenAs(namespace) !== undefined && writtenAs(namespace) === writtenAs(own) ? 'same' : 'perhaps';
}

/** The words of a field that is to be filled in: two with the same words will be filled in alike. */
function writtenAs({ origin }: Field<string>): string | undefined {
  return origin?.source.text.slice(origin.start, origin.end);
}

const chartOf = ({ source: { path } }: Origin): string => path.replace(/(?:^|\/)templates\/.*$/, '/Chart.yaml');

/** Is one of two files in the folder of the other, or below it? */
function isNear(path: string, { source }: Origin): boolean {
  const [one, two] = [folderOf(path), folderOf(source.path)];
  return one.startsWith(two) || two.startsWith(one);
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
