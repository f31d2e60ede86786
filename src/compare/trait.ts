import { type Container, type Field, isUnknown, type Origin, type Severity } from '../model/index.ts';
import type { Change, ChangeKind } from './change.ts';

/** One thing of a container that can be held against the same thing of another one. */
export interface Trait {
  /** The same on both sides: "CAP_NET_ADMIN", "network". */
  readonly key: string;
  /** Wider is greater. Undefined: not known, and `because` says why. */
  readonly width: number | undefined;
  /** Two of the same width are alike when these are. */
  readonly value: string;
  /** After "now" or before "before": "writable", "512 MiB". */
  readonly said: string;
  /** What somebody has who has it, after a plus sign: "host network". Absent: there is nothing to have. */
  readonly name?: string;
  /** What can be done with it, as a clause. */
  readonly gives?: string;
  readonly severity: Severity;
  readonly because?: string;
  readonly field?: Field<unknown>;
  readonly origin?: Origin;
}

/** One kind of privilege: which traits a container has, and how a difference is said. Pure. */
export interface Aspect {
  readonly kind: ChangeKind;
  /** Of an effective view. */
  readonly traits: (container: Container) => readonly Trait[];
  /** What a container has that does not have a trait. Absent: then the engine has no such setting, and nothing is wider or narrower. */
  readonly absent?: { readonly width: number; readonly said: string };
  /** What keeps a trait away from a container that does not have it: gives the place. */
  readonly reason?: (container: Container, key: string) => Field<unknown> | undefined;
  /** Starts a sentence; default: the key. */
  readonly subject?: (key: string) => string;
  /** Numbers are said as "62 → 310" instead of "now 310". */
  readonly counts?: true;
  /** Where the usual words do not do. */
  readonly say?: (base: Trait | undefined, head: Trait | undefined) => Partial<Pick<Change, 'short' | 'detail'>>;
}

/** What a known value measures. */
export type Measure = Omit<Trait, 'key' | 'field' | 'because' | 'severity' | 'value' | 'width'> & {
  readonly width: number;
  readonly severity?: Severity;
  readonly value?: string;
};

/** A trait of a field: none where it is not set; one that is not known where the field is not. */
export function traitOf<T>(key: string, field: Field<T> | undefined, severity: Severity, measure: (value: T) => Measure): Trait[] {
  if (field === undefined) return [];
  if (isUnknown(field)) return [unknownTrait(key, field, severity)];
  const measured = measure(field.value);
  return [{ value: measured.said, severity, ...measured, key, field }];
}

export const unknownTrait = (
  key: string,
  { because, origin }: { readonly because: string; readonly origin?: Origin | undefined },
  severity: Severity,
): Trait => ({
  key,
  width: undefined,
  value: '',
  said: 'not known',
  because,
  severity,
  field: { state: 'unknown', because, origin },
});
