/** A kind of step on the way out of a container: what is done, and what it rests on wherever it is done. */
export interface WayKind {
  /** Unique: `Step.kind` names it. */
  readonly id: string;
  /** What is done, as a clause that begins with a verb: "sets core_pattern through a procfs of its own". */
  readonly title: string;
  /** Where it was read, with the version. */
  readonly sources: readonly string[];
  /** Faults that are a case of it. */
  readonly cves?: readonly string[];
  /** On which kernels and engines. */
  readonly where: string;
  /** What stands in the way, as nouns. */
  readonly stoppedBy: string;
}
