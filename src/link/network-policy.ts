import {
  type Container,
  type Direction,
  type Field,
  isKnown,
  isUnknown,
  knownValue,
  type NetworkPolicy,
  type Origin,
  type Pod,
  type PodPolicies,
  type SelectingPolicy,
} from '../model/index.ts';
import type { Join } from './join.ts';
import { selects } from './label-match.ts';
import { inReach, type Shelf, shelfOf } from './policy-shelf.ts';

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

/** Which of the policies are about this pod: those of its own namespace first. */
export function podPolicies(pod: Pod, policies: readonly NetworkPolicy[]): PodPolicies {
  const shelf = shelfOf(policies);
  const selecting: SelectingPolicy[] = [];
  const perhaps: Perhaps[] = [];
  const told = new Set<Direction>();
  const left = leftOut(shelf);
  for (const one of inReach(shelf, pod)) {
    const { policy } = one;
    const answer = selection(policy, pod);
    if (answer === 'no') continue;
    if (answer !== 'yes' || one.selecting === undefined) addPerhaps(perhaps, told, policy, answer);
    else if (selecting.length < mostSelecting) selecting.push(one.selecting);
    else {
      left.push(omission(`only ${mostSelecting} of the network policies that select it are looked at`, policy));
      break;
    }
  }
  perhaps.push(...left);
  return { inRun: shelf.inRun, selecting, perhaps, ...(left[0] !== undefined && { leftOut: left[0] }) };
}

type Perhaps = PodPolicies['perhaps'][number];

const omission = (because: string, { origin }: NetworkPolicy): Perhaps => ({ because, origin, types: both });

const leftOut = ({ left, all, inRun }: Shelf): Perhaps[] =>
  left === undefined ? [] : [omission(`only ${all.all.length} of ${inRun} network policies are looked at`, left)];

/** Nothing is lost by those that are not kept: what restricts a direction is there, and why nobody can say. */
function addPerhaps(perhaps: Perhaps[], told: Set<Direction>, policy: NetworkPolicy, answer: string): void {
  const types = typesOf(policy);
  if (perhaps.length >= mostPerhaps && types.every((type) => told.has(type))) return;
  for (const type of types) told.add(type);
  perhaps.push({ because: `${callIt(policy)} ${answer}`, origin: policy.origin, types });
}

const both: readonly Direction[] = ['ingress', 'egress'];

const typesOf = ({ spec }: NetworkPolicy): readonly Direction[] => (isKnown(spec) ? (knownValue(spec.value.types) ?? both) : both);

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
