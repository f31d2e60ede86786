import type { Evidence, Outcome, Problem, Severity, Ways } from '../../model/index.ts';

/** What `bulkhead prove` prints; the JSON is this, as docs/proof.schema.json describes it. Plain data, and no secret's value in it. */
export interface ProofReport {
  readonly version: 1;
  readonly tool: { readonly name: 'bulkhead'; readonly version: string };
  readonly target: string;
  /** When the first attempt was made, UTC: "2027-01-31T12:00:00Z". */
  readonly time: string;
  readonly machine: { readonly kernel: string; readonly architecture: string };
  readonly profile: string;
  readonly containers: readonly ProvedContainer[];
  readonly problems: readonly Problem[];
  /** What somebody inside could reach, by what the kernel holds and what the attempts came to; absent where nothing is reached. */
  readonly ways?: Ways;
}

export interface ProvedContainer {
  readonly container: {
    readonly id: string;
    readonly name: string;
    readonly engine: string;
    readonly engineVersion?: string;
    /** Where it is declared. */
    readonly file: string;
    readonly line: number;
  };
  /** `twin`: the same container once more, with the probe program as its own. `live`: the container itself was entered. */
  readonly way: 'twin' | 'live';
  /** What was proved, by its digest; empty where nobody asked for it. */
  readonly subject: readonly Digest[];
  /** What it was declared in. */
  readonly configuration: readonly Digest[];
  /** In the order of the controls. */
  readonly controls: readonly ProvedControl[];
  /** Where the kernel holds something else than the engine was to make, field by field. */
  readonly drifts: readonly FieldDrift[];
  /** Why nothing was read from the kernel beside the attempts. */
  readonly unobserved?: string;
  /** What was not as it was declared, each as a sentence. */
  readonly notes: readonly string[];
  /** Whether packets get away, and whom it reaches on this machine; absent: only root on the engine's own machine can tell. */
  readonly network?: ProvedNetwork;
  /** What kept the probe program from its end. */
  readonly cutShort?: string;
}

export interface ProvedNetwork {
  /** Judged from routes and filters for each kind of packet: nobody was contacted. */
  readonly egress: readonly {
    readonly family: 'ipv4' | 'ipv6';
    /** "tcp 443". */
    readonly packet: string;
    readonly state: 'open' | 'closed' | 'unknown';
    readonly because: string;
  }[];
  /** Other containers of this machine: those that were contacted, and its own networks where nobody else is. */
  readonly neighbours: readonly {
    readonly whom: string;
    readonly network: 'same' | 'other';
    /** `open`: nobody was there to be contacted, and no filter would keep it from them. */
    readonly state: 'reached' | 'open' | 'blocked' | 'unknown';
    readonly because: string;
  }[];
  /** What is declared about the way out, each as a clause. */
  readonly declared: readonly string[];
}

/** Lower-case hexadecimal. */
export interface Digest {
  readonly name: string;
  readonly sha256: string;
}

export type ProofVerdict = Evidence['verdict'] | 'not probed';

export interface ProvedControl {
  readonly control: string;
  readonly title: string;
  readonly severity: Severity;
  readonly verdict: ProofVerdict;
  /** `attempts`: it was tried. `kernel`: no attempt shows it, and the kernel itself says it (`observed`). Absent: nothing does. */
  readonly basis?: 'attempts' | 'kernel';
  /** Why nothing can be said, of `inconclusive` and `not probed`. */
  readonly because?: string;
  /** The line that decides; absent: nobody wrote one. */
  readonly declared?: { readonly file: string; readonly line: number; readonly column: number; readonly text: string };
  readonly effective?: View & {
    /** Who decided where nobody wrote it: "Docker 28 default". */
    readonly from?: string;
  };
  readonly observed?: View & {
    /** Where the kernel says it: "/proc/4711/status", "inside:/proc/self/status". */
    readonly ground?: string;
  };
  readonly evidence: readonly Omit<Evidence, 'control' | 'container'>[];
  /** Where two views say opposite things of the measure. */
  readonly drift: readonly ViewDrift[];
}

/** What a control says of one view of the container: its worst verdict. */
export interface View {
  readonly outcome: Outcome;
  readonly detail: string;
}

export interface ViewDrift {
  readonly between: readonly ['effective' | 'observed', 'observed' | 'proved'];
  /** `weaker`: the second one lacks what the first one has. */
  readonly direction: 'weaker' | 'stronger';
}

export interface FieldDrift {
  readonly path: string;
  readonly direction: 'weaker' | 'stronger' | 'different';
  readonly effective: { readonly value: string; readonly ground: string; readonly declared: boolean };
  readonly observed: { readonly value: string; readonly ground: string };
}

export const proofVerdicts: readonly ProofVerdict[] = ['fails', 'inconclusive', 'holds', 'not probed'];
