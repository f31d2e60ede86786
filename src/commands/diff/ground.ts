import type { RunningEngine } from '../../engines/running/index.ts';
import type { PassedOver, Problem, ReadContext, Source } from '../../model/index.ts';
import type { FileTask } from '../check/gather.ts';
import type { Rendered } from '../check/rendered/index.ts';
import type { RenderOptions } from '../check/rendered/project.ts';

/** A file of one side. */
export interface GroundFile {
  /** As reports print it. */
  readonly path: string;
  /** Its path within the side: the same for the same file of the other side. Empty: the side is this one file. */
  readonly key: string;
  /** The user named this very file. */
  readonly named: boolean;
  /** Throws Unreadable. */
  text(): string;
}

export type GroundKind = 'revision' | 'working tree' | 'folder' | 'file' | 'archive' | 'container' | 'image' | 'bill of materials';

/** One side of a comparison: what is there, however it is reached. */
export interface Ground {
  readonly name: string;
  readonly kind: GroundKind;
  /** The full id of a revision. */
  readonly commit?: string;
  readonly files: readonly GroundFile[];
  /** Texts that stand for what is no file. */
  readonly given: readonly { readonly source: Source; readonly key: string }[];
  /** What runs the one container of this side. Absent: the side is declared. */
  readonly engine?: RunningEngine;
  readonly context: () => ReadContext;
  /** The key of a file or folder by the path that reports print. */
  readonly keyOf: (path: string) => string;
  /** Renders the charts and overlays among its files; called only where there are some. */
  readonly render: (tasks: readonly FileTask[], options: RenderOptions) => Promise<Rendered>;
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
}

/** Which files of a side are looked at: what the configuration excludes is not. */
export interface Choice {
  /** By the path that reports print. */
  readonly excluded: (path: string, named: boolean) => string | undefined;
  /** Paths within the sides to which the comparison is limited, as `key` has them. Empty: all. */
  readonly limits: (root: string | undefined) => readonly string[];
}

/** Is this one of them, or below one of them? */
export const within = (key: string, limits: readonly string[]): boolean =>
  limits.length === 0 || limits.some((limit) => limit === '' || key === limit || key.startsWith(`${limit}/`));
