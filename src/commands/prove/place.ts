import type { ToolResult } from '../../host/run-tool.ts';
import type { Container, Problem } from '../../model/index.ts';
import type { Attempt } from '../../probes/index.ts';
import type { Digest } from '../../reports/proof/shape.ts';
import type { InsideView } from './inside-view.ts';

/** Somewhere that the probe program can be run in a container's place, or in the container itself. */
export interface Place {
  /** What decides which attempts are made first: known at once. More than one, where the engine's version is not known yet, which decides too. */
  readonly expected: readonly Container[];
  /** What the evidence is held against. Throws Unreadable where the engine does not say what it is. */
  readonly effective: () => Promise<Container>;
  /** `twin`: the same container once more, with the probe program as its own. `live`: the container itself is entered. */
  readonly way: 'twin' | 'live';
  /** Where the program lies inside. */
  readonly inside: string;
  /** What is not as it was asked for, each as a sentence. */
  readonly notes: readonly string[];
  /** Mount points where something else stood in, since what is declared is not on this machine. */
  readonly standIns?: readonly string[];
  /** By which digests what is proved is known; absent: only what declares it has one. */
  readonly subject?: () => Promise<readonly Digest[]>;
  /** What the kernel holds of the container; absent: of the probe program, which then looks at itself. */
  readonly observe?: () => Promise<InsideView>;
  /** The first process of the container that is entered. */
  readonly pid?: number;
  /** Which of the networks of these names have no way out, as the engine says. */
  readonly internal?: (names: readonly string[]) => Promise<readonly string[]>;
  /** False for what must not be tried there. */
  readonly admits: (attempt: Attempt) => boolean;
  /**
   * Runs the program that lies at `path` on this machine; what it printed. `capable`: one whose file gives capabilities, to lie beside it where that costs
   * nobody anything.
   */
  readonly run: (path: string, capable?: string) => Promise<ToolResult>;
  /** Takes away whatever `run` made. `interrupted`: it may still be making it. Called once, at the end. */
  readonly clean: (interrupted: boolean) => Promise<void>;
  /** Why no answer came, in words that help: `reason` is one line of what was said. */
  readonly failure: (reason: string) => string;
}

/** One container of a target; its place is only looked for when its turn has come. Throws Unreadable where there is none. */
export interface Candidate {
  readonly name: string;
  readonly place: () => Promise<Place>;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly Problem[];
}
