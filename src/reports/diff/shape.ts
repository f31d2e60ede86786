import type { Severity } from '../../model/index.ts';
import type { DiffImage } from './image/shape.ts';

/** What `bulkhead diff` prints; the JSON is this, as docs/diff.schema.json describes it. Plain data. */
export interface DiffReport {
  readonly version: 1;
  readonly tool: { readonly name: 'bulkhead'; readonly version: string };
  readonly base: DiffGround;
  readonly head: DiffGround;
  /** Those that differ, the worst widening first. */
  readonly containers: readonly DiffContainer[];
  /** Of two images: what is in them. */
  readonly image?: DiffImage;
  readonly problems: readonly DiffProblem[];
  readonly summary: DiffSummary;
}

export interface DiffGround {
  readonly name: string;
  readonly kind: 'revision' | 'working tree' | 'folder' | 'file' | 'archive' | 'container' | 'image' | 'bill of materials';
  readonly commit?: string;
}

export type DiffStatus = 'changed' | 'new' | 'removed';

export interface DiffContainer {
  readonly name: string;
  readonly kind: 'container' | 'image' | 'object';
  readonly status: DiffStatus;
  /** Its name or file was another one. */
  readonly renamedFrom?: string;
  readonly base?: DiffPart;
  readonly head?: DiffPart;
  /** Of a new or removed one: against what the engine gives a container that asks for nothing. */
  readonly changes: readonly DiffChange[];
  /** Controls that find fault on one side only. */
  readonly findings: { readonly gained: readonly string[]; readonly lost: readonly string[] };
}

export interface DiffPart {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

export interface DiffChange {
  readonly kind: string;
  readonly what: string;
  readonly direction: 'widens' | 'narrows' | 'changes' | 'unknown';
  readonly severity: Severity;
  readonly short: string;
  readonly detail: string;
  readonly follows?: string;
  readonly base?: DiffValue;
  readonly head?: DiffValue;
}

export interface DiffValue {
  readonly said: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Who decided when nobody wrote it: "Docker 29 default". */
  readonly from?: string;
}

export interface DiffProblem {
  /** `both`: the same problem in a file that is the same on both sides, which says nothing of the change. */
  readonly side: 'base' | 'head' | 'both';
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

export interface DiffSummary {
  /** On either side, matched ones once. */
  readonly containers: number;
  readonly changed: number;
  readonly new: number;
  readonly removed: number;
  /** Containers of which something widens. */
  readonly widened: number;
  readonly narrowed: number;
  readonly unknown: number;
  /** Widenings by severity. */
  readonly widens: Readonly<Record<Severity, number>>;
  readonly problems: number;
}
