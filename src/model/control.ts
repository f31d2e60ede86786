import type { Container } from './container.ts';
import type { Patch } from './patch.ts';
import type { Gain, Severity, Verdict } from './verdict.ts';

export const groups = [
  'identity',
  'privilege',
  'kernel surface',
  'isolation',
  'filesystem',
  'resources',
  'network',
  'secrets',
  'image',
  'host and engine',
] as const;
export type Group = (typeof groups)[number];

/** Ids of the standards that ask for a measure, in each standard's own spelling (facts/standards.ts lists all). */
export interface References {
  /** Pod Security Standards: the admission plugin's check ids ("capabilities_restricted"). */
  readonly pss?: readonly string[];
  /** CIS Docker Benchmark 1.6.0: "5.3". */
  readonly cisDocker?: readonly string[];
  /** CIS Kubernetes Benchmark 1.8.0: "5.2.8". */
  readonly cisKubernetes?: readonly string[];
  /** NSA/CISA Kubernetes Hardening Guide 1.2: the section's title. */
  readonly nsaCisa?: readonly string[];
  /** NIST SP 800-190: section number "4.4.3". */
  readonly nist800190?: readonly string[];
  /** MITRE ATT&CK technique ids: "T1611". */
  readonly mitre?: readonly string[];
}

/**
 * Whether a remedy can stop a correct program (docs/FIX.md, "Safe"). `because`: one clause; safe: why it cannot; otherwise what may
 * stop working. `test`: what to try once it is written, as a sentence that begins with a verb.
 */
export type Risk =
  | { readonly safe: true; readonly because: string }
  | { readonly safe: false; readonly because: string; readonly test: string };

/** One security measure: written once, it judges every way of declaring a container, every engine and every live process. */
export interface Control {
  /** The folder's name, in words. */
  readonly id: string;
  readonly group: Group;
  /** What is true when the measure is on, as a sentence without a full stop. */
  readonly title: string;
  /** What an intruder can no longer do, one or two sentences. */
  readonly stops: string;
  /** Why it matters and what may need care when it is turned on: a short paragraph for `explain`. */
  readonly why: string;
  readonly severity: Severity;
  readonly gain: Gain;
  /** `recommended`: on for everyone. `strict`: for those who ask for every measure. */
  readonly level: 'recommended' | 'strict';
  readonly judges: readonly Container['kind'][];
  /** The kernel whose measure it is: a container of Windows has no such thing. Absent: it is one of every kernel. */
  readonly kernel?: 'linux';
  readonly references: References;
  /** What it has to know of the other files of a run: it is looked for only when a control needs it. */
  readonly needs?: 'policies';
  /** Pure. Takes the effective view. An array where several parts of one container are judged apart. */
  judge(container: Container): Verdict | readonly Verdict[];
  /** The model change that turns the measure on for this container. */
  harden(container: Container): Patch;
  /** May `fix` write the remedy without being asked for unsafe ones? A function where it depends on the container (effective view). */
  readonly risk: Risk | ((container: Container, patch: Patch) => Risk);
}

/** The risk of one remedy for one container. */
export const riskOf = ({ risk }: Pick<Control, 'risk'>, container: Container, patch: Patch): Risk =>
  typeof risk === 'function' ? risk(container, patch) : risk;

/** What every control says of itself, whatever it judges. */
export type Measure = Omit<Control, 'judges' | 'judge' | 'harden' | 'risk'>;
