import type { Container } from './container.ts';
import type { EngineKind } from './engine.ts';
import type { Origin } from './origin.ts';

/**
 * Something that a translation did not carry over as it was.
 *
 * - `lost`: its author wrote it, and the target has no word for it;
 * - `differs`: nobody wrote it, and the two engines do not do the same by themselves;
 * - `todo`: it was carried over, and something is left to do by hand.
 */
export interface TranslationNote {
  readonly kind: 'lost' | 'differs' | 'todo';
  /** The id of the container; absent: about all of them. */
  readonly container?: string;
  /** The model's path that it is about, and all below it: "linux.seccomp", "mounts[/data]". */
  readonly path?: string;
  /** One clause, without the value of a secret. */
  readonly message: string;
  /** Why, as a clause that follows a colon. */
  readonly because?: string;
  /** Where the author wrote it. */
  readonly origin?: Origin;
}

export interface EmitRequest {
  /** Declared views for the target engine, each field only where it is to be written. Names are unique. */
  readonly containers: readonly Container[];
  readonly engine: EngineKind;
  /** A name for them all. */
  readonly project: string;
}

export interface EmittedFile {
  /** A base name fit for a file of this kind. */
  readonly name: string;
  readonly text: string;
}

export interface Emission {
  readonly files: readonly EmittedFile[];
  readonly notes: readonly TranslationNote[];
  /** Under which name the surface's reader finds each container again, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The half of a surface that declares containers anew: loaded only by translate. What it has no word for it leaves out, and says so only where
 * it knows what is to be done instead: what is missing is found by reading the result (src/translate/). Pure; never throws.
 */
export interface Emitter {
  emit(request: EmitRequest): Emission;
}
