import type { Container, SurfaceId } from './container.ts';
import type { Writer } from './edit.ts';
import type { Emitter } from './emitter.ts';
import type { NetworkPolicy } from './network-policy.ts';
import type { Source } from './origin.ts';
import type { Phrases } from './patch.ts';
import type { ReadContext } from './read-context.ts';
import type { Problem } from './report.ts';

export interface ReadResult {
  readonly containers: readonly Container[];
  readonly problems: readonly Problem[];
  /** Other files that were read as part of this one (extends, include, overrides): they need no reading of their own. */
  readonly alsoRead?: readonly string[];
  /** Kubernetes: the network policies that the text declares; link/ holds them against the pods of the whole run. */
  readonly policies?: readonly NetworkPolicy[];
  /** What is no container and still judged, of kind `object`: a ConfigMap or Secret whose data gives a secret away. */
  readonly objects?: readonly Container[];
}

/** The heavy half of a surface: loaded only when a file asks for it. */
export interface Reader {
  /** Never throws on any text: what cannot be understood is a problem, the rest is still read. */
  read(source: Source, context: ReadContext): ReadResult;
  readonly phrases: Phrases;
}

/** A way of declaring containers. */
export interface Surface {
  readonly id: SurfaceId;
  /** As reports name it: "Compose". */
  readonly title: string;
  /** A cheap look: is this text ours? `name` is the file's base name. Looks at no more of `text` than it must. */
  claims(name: string, text: string): boolean;
  /** Characters; a longer text of this kind is a problem. Absent: whatever may be read at all. */
  readonly longest?: number;
  load(): Promise<Reader>;
  /** Absent: a way of declaring that is only read. */
  loadWriter?(): Promise<Writer>;
  /** Absent: nothing is translated into it. */
  loadEmitter?(): Promise<Emitter>;
}
