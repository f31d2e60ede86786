import type { Container, Edit, Finding, Patch, Problem, ReadContext, Risk, Writer } from '../model/index.ts';

/** A finding and what would mend it. */
export interface Want {
  readonly finding: Finding;
  /** The declared view, whose places the writer goes by. */
  readonly container: Container;
  readonly patch: Patch;
  readonly risk: Risk;
  /** Why it cannot be written, as a clause, where that is known before the writer is asked. */
  readonly refused?: string;
}

/** One text, read and judged as it is now. */
export interface Look {
  readonly wants: readonly Want[];
  /** What could not be decided, or has no remedy. */
  readonly others: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly writer: Writer | undefined;
  /** Why this kind of text is not written. */
  readonly unwritten: string;
  readonly context: ReadContext;
  /** Every text that was read for it, itself too: when one of them changes it has to be looked at again. */
  readonly parts: ReadonlySet<string>;
}

/** A remedy that was written into the texts. */
export interface Mended {
  readonly want: Want;
  readonly file: string;
  /** Against the text of its own round. */
  readonly edits: readonly Edit[];
  readonly notes: readonly string[];
  /** What the remedy would be by itself, against the texts before any change. Absent: it needs another remedy first. */
  readonly alone?: readonly Edit[];
}

/** A finding that is left, and why. */
export interface Left {
  readonly finding: Finding;
  readonly file: string;
  readonly why: 'unsafe' | 'refused' | 'unknown' | 'no remedy' | 'declined';
  readonly because: string;
  readonly risk?: Risk;
}

export const keyOf = ({ finding, patch }: Want): string => `${finding.container}\n${finding.control}\n${JSON.stringify(patch)}`;
