import type { Field } from './field.ts';
import type { Origin } from './origin.ts';
import type { Patch } from './patch.ts';

/** Worst last. Earned by what an intruder gains: an open way to the host is critical, a lost second wall medium. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const atLeast = (severity: Severity, floor: Severity): boolean => severities.indexOf(severity) >= severities.indexOf(floor);

/** What an intruder who is inside the container wins when the measure is off. */
export type Gain = 'host' | 'other containers' | 'network' | 'secrets' | 'privileges' | 'availability';

/**
 * What a control says of one container (or of one part of it).
 *
 * - `held`: the measure is on. `broken`: it is off.
 * - `unknown`: it rests on a value that could not be resolved.
 * - `inapplicable`: this kind of container has no such measure to set; `because` says who has.
 */
export type Verdict =
  | { readonly outcome: 'held'; readonly detail: string; readonly field?: Field<unknown> | undefined }
  | Broken
  | {
      readonly outcome: 'unknown';
      readonly because: string;
      readonly origin?: Origin | undefined;
      readonly severity?: Severity | undefined;
    }
  | { readonly outcome: 'inapplicable'; readonly because: string };

export interface Broken {
  readonly outcome: 'broken';
  /** One clause, no full stop, in the container's own values: "mounts the engine's socket /var/run/docker.sock". */
  readonly detail: string;
  /** The field that decides: gives place and reason. */
  readonly field?: Field<unknown> | undefined;
  /** A closer place than the field's own. */
  readonly origin?: Origin | undefined;
  /** A secret stands beside the place: nothing but the place itself may be quoted. */
  readonly concealed?: true | undefined;
  /** Where the control's own severity does not fit this case. */
  readonly severity?: Severity | undefined;
  readonly gain?: Gain | undefined;
  /** Told only to those who ask for every measure, where the control itself is for everyone. */
  readonly level?: 'strict' | undefined;
  /** Where the control's `harden` does not fit this case. */
  readonly remedy?: Patch | undefined;
}

export type Outcome = Verdict['outcome'];

export const held = (detail: string, field?: Field<unknown>): Verdict => ({ outcome: 'held', detail, field });

export const broken = (
  detail: string,
  field?: Field<unknown>,
  more: Partial<Omit<Broken, 'outcome' | 'detail' | 'field'>> = {},
): Broken => ({ outcome: 'broken', detail, field, ...more });

/** From an unknown field, or from a sentence where no single field is to blame. */
export const undecided = (why: { because: string; origin?: Origin | undefined }, severity?: Severity): Verdict => ({
  outcome: 'unknown',
  because: why.because,
  origin: why.origin,
  severity,
});

export const inapplicable = (because: string): Verdict => ({ outcome: 'inapplicable', because });
