import type { EngineKind, Gain, Severity } from '../model/index.ts';

/** What whoever is inside gains by a path of the host. */
export interface Exposure {
  readonly severity: Severity;
  readonly gain: Gain;
  /** One clause, no full stop: what can be done with it. */
  readonly what: string;
}

export interface HostPath {
  /** Absent: reading it tells nobody anything that matters. */
  readonly readOnly?: Exposure;
  /** Absent: writing it does no harm beyond the file itself. */
  readonly writable?: Exposure;
  /** All that lies below counts like the folder itself. */
  readonly tree?: boolean;
  /** The path is there for certain on these engines' hosts: a mount of a folder above it is judged by it as well. */
  readonly presentOn?: readonly EngineKind[];
}

const gives =
  (severity: Severity, gain: Gain) =>
  (what: string): Exposure => ({ severity, gain, what });

export const takesOver = gives('critical', 'host');
export const mayTakeOver = gives('high', 'host');
export const disturbs = gives('medium', 'host');
export const opensSecrets = gives('high', 'secrets');
export const revealsSecrets = gives('medium', 'secrets');
export const reveals = gives('low', 'secrets');
export const reachesOthers = gives('high', 'other containers');
export const disturbsOthers = gives('medium', 'other containers');
