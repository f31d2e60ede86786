import type { Accepted, Excerpt, Place } from '../model/index.ts';

/** One written acceptance, fit or not; plain data, fit to be sent between threads. */
export interface Note {
  readonly by: Accepted['by'];
  readonly place: Place;
  readonly excerpt?: Excerpt;
  /** As written; none where it accepts a problem. */
  readonly controls: readonly string[];
  /** As written: it may be no date. */
  readonly until?: string;
  readonly reason?: string;
  /** Why it cannot be understood at all; one clause. */
  readonly fault?: string;
  readonly scope: Scope;
}

export type Scope =
  /** Findings whose place, or whose container, starts on one of these lines; both ends included. */
  | { readonly kind: 'lines'; readonly from: number; readonly to: number }
  | { readonly kind: 'container'; readonly id: string }
  /**
   * `container`: its name, its id, or the last part of its name. `files`: patterns of the configuration's folder. `paths`: patterns of paths inside an
   * image. `vulnerability`: its id, or another name of it.
   */
  | {
      readonly kind: 'named';
      readonly container?: string;
      readonly files?: readonly string[];
      readonly paths?: readonly string[];
      readonly vulnerability?: string;
    }
  /** A part of a problem's message, or its file. */
  | { readonly kind: 'problem'; readonly text: string }
  /** Written where it reaches no container. */
  | { readonly kind: 'nothing' };
