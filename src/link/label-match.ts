import { isKnown, isUnknown, type LabelRequirement, type LabelSelector, type Pod } from '../model/index.ts';

/**
 * Labels that a controller puts on the pods that it makes, whatever their template says. Source: k8s.io/api apps/v1 and batch/v1
 * types.go at v0.34 (…Label and …LabelKey constants), and argoproj.io's rollouts-pod-template-hash.
 */
const addedByControllers = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'job-name',
  'controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'rollouts-pod-template-hash',
]);

/** Does a selector select a pod? Undefined: it rests on a label or value that is not known (metav1.LabelSelector, all requirements are ANDed). */
export function selects({ requirements }: LabelSelector, pod: Pod): boolean | undefined {
  let certain = true;
  for (const requirement of requirements) {
    const holds = holdsFor(requirement, pod);
    if (holds === false) return false;
    if (holds === undefined) certain = false;
  }
  return certain ? true : undefined;
}

/** One of these labels a pod must have itself to be selected; undefined: no requirement says so for certain. */
export function asksFor({ requirements }: LabelSelector): { readonly key: string; readonly values: ReadonlySet<string> } | undefined {
  for (const { key, operator, values } of requirements) {
    if (!isKnown(operator) || operator.value !== 'In' || addedByControllers.has(key)) continue;
    const { known, open } = wordsOf(values);
    if (!open) return { key, values: known };
  }
  return undefined;
}

/** As k8s.io/apimachinery pkg/labels Requirement.Matches: NotIn holds for a pod that has no such label. */
function holdsFor({ key, operator, values }: LabelRequirement, pod: Pod): boolean | undefined {
  if (isUnknown(operator)) return undefined;
  const label = pod.labels.get(key);
  if (label === undefined) {
    if (!pod.builtin || addedByControllers.has(key)) return undefined;
    return operator.value === 'NotIn' || operator.value === 'DoesNotExist';
  }
  if (operator.value === 'Exists') return true;
  if (operator.value === 'DoesNotExist') return false;
  const among = isAmong(label, values);
  return among === undefined || operator.value === 'In' ? among : !among;
}

function isAmong(label: NonNullable<ReturnType<Pod['labels']['get']>>, values: LabelRequirement['values']): boolean | undefined {
  if (!isKnown(label)) return undefined;
  const { known, open } = wordsOf(values);
  if (known.has(label.value)) return true;
  return open ? undefined : false;
}

interface Words {
  readonly known: ReadonlySet<string>;
  /** Some are to be filled in. */
  readonly open: boolean;
}

/** A list is met by every pod of a run, and may be long. */
const words = new WeakMap<LabelRequirement['values'], Words>();

function wordsOf(values: LabelRequirement['values']): Words {
  const found = words.get(values) ?? {
    known: new Set(values.filter(isKnown).map(({ value }) => value)),
    open: values.some(isUnknown),
  };
  words.set(values, found);
  return found;
}
