import {
  type Container,
  type Control,
  type Field,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Pod,
  type Unknown,
  undecided,
  type Verdict,
  type WrittenContainer,
} from '../../model/index.ts';
import type { Minor } from '../versions.ts';

/**
 * One check of Pod Security admission. Ids, levels, versions and values are those of kubernetes/pod-security-admission
 * policy/check_*.go at 8f84a87c (July 2026), one file here for each file there. Admission judges what is written: the pod's
 * own words and each container's own words apart, and never what the one hands down to the other beyond what a check says.
 */
export interface Check {
  /** The plugin's id: "capabilities_restricted". */
  readonly id: string;
  /** A baseline check is made at both levels. */
  readonly level: 'baseline' | 'restricted';
  /** The measure of ours that it is about: gives title, explanation and remedy. */
  readonly control: Control;
  /** What is true of a pod that passes, as a clause. */
  readonly passes: string;
  /** Ascending; the last one that is not younger than the version counts. None: there is no such check yet. */
  readonly revisions: readonly Revision[];
}

export interface Revision {
  readonly since: Minor;
  /** The id of the baseline check that is not made beside this one. */
  readonly replaces?: string;
  /** The pods that it lets pass unseen. */
  readonly spares?: (pod: Pod) => Spared;
  /** Faults of the pod itself. */
  readonly pod?: (pod: Pod, version: Minor) => readonly Verdict[];
  /** Faults of one container. */
  readonly container?: (subject: Subject, version: Minor) => readonly Verdict[];
}

export interface Subject {
  readonly pod: Pod;
  /** The container's own words. */
  readonly own: WrittenContainer;
  readonly container: Container;
}

/** A reason to let it pass, a value that nobody knows yet, or neither. */
export type Spared = string | Unknown | undefined;

/** Since 1.25 the restricted checks about Linux let Windows pods pass. */
export const windows = ({ os }: Pod): Spared =>
  isUnknown(os) ? os : knownValue(os) === 'windows' ? 'the pod says os.name: windows' : undefined;

/** Since 1.35 a pod with users of its own may do what only harms itself (KEP-127). */
export const userNamespace = ({ hostUsers }: Pod): Spared =>
  isUnknown(hostUsers) ? hostUsers : knownValue(hostUsers) === false ? 'the pod has users of its own (hostUsers: false)' : undefined;

export const revisionAt = ({ revisions }: Check, version: Minor): Revision | undefined =>
  revisions.findLast(({ since }) => since <= version);

/** What admission of that version says of this container, and, with the first of its pod, of the pod. */
export function judgeCheck(check: Check, revision: Revision, version: Minor, container: Container): readonly Verdict[] {
  const { pod, written: own } = container;
  if (pod === undefined || own === undefined) return [inapplicable('Pod Security admission judges pods only')];
  const spared = revision.spares?.(pod);
  if (typeof spared === 'string') return [held(`${check.passes}, or does not have to: ${spared}`)];
  const faults = [
    ...(own.leads ? (revision.pod?.(pod, version) ?? []) : []),
    ...(revision.container?.({ pod, own, container }, version) ?? []),
  ];
  if (faults.length === 0) return [held(check.passes)];
  return spared === undefined ? faults : [undecided(spared)];
}

/** The one verdict that a value is forbidden, or that nobody knows it; none where it is not set or allowed. */
export function forbid<T>(field: Field<T> | undefined, fault: (value: T, field: Field<T>) => Verdict | undefined): Verdict[] {
  if (field === undefined) return [];
  if (isUnknown(field)) return [undecided(field)];
  const verdict = fault(field.value, field);
  return verdict === undefined ? [] : [verdict];
}
