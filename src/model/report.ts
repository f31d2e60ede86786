import type { Container, SurfaceId } from './container.ts';
import type { References } from './control.ts';
import type { EngineKind } from './engine.ts';
import type { InContainerfile, InLayer } from './image-contents.ts';
import type { Place } from './origin.ts';
import type { ScannedImage } from './scanned-image.ts';
import type { Gain, Outcome, Severity } from './verdict.ts';
import type { Vulnerability } from './vulnerability.ts';
import type { Ways } from './way.ts';

/** Something that was not read or not judged. Never a finding, never silent: exit code 2. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** One line: what is wrong, and the way out. */
  readonly message: string;
  /** Somebody lives with it: it no longer decides the exit code. */
  readonly accepted?: Accepted;
}

/** A control's verdict on one container, ready to print. Plain data. */
export interface Finding {
  readonly control: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly gain: Gain;
  /** The container's id. */
  readonly container: string;
  readonly detail: string;
  readonly origin: Place;
  /** The text of the line, cut to size, secrets masked; `column` marks are relative to it. */
  readonly excerpt?: Excerpt;
  /** Who decided when nobody wrote it: "Docker 28 default". */
  readonly from?: string;
  /** Another control whose finding on the same line already says it (privileged: true turns seccomp off). */
  readonly impliedBy?: string;
  /** Of what `scan` finds in an image: the layer and the file in it. */
  readonly layer?: InLayer;
  /** It is about this known vulnerability of a package. */
  readonly vulnerability?: Vulnerability;
  /** How this surface says the remedy; several lines are all needed. Absent: this surface has no word for it. */
  readonly remedy?: readonly string[];
  readonly references: References;
  /** Somebody lives with it: it no longer decides the exit code. */
  readonly accepted?: Accepted;
  /** It was there when the baseline was taken: it does not decide the exit code. */
  readonly baseline?: true;
}

export interface Excerpt {
  readonly text: string;
  /** 0-based, in UTF-16 units of `text`. */
  readonly start: number;
  readonly length: number;
}

export interface JudgedContainer {
  readonly id: string;
  readonly name: string;
  /** `host`: the machine itself. */
  readonly kind: Container['kind'] | 'host';
  readonly surface: SurfaceId | 'host';
  /** `none`: the machine itself, whatever engines it has. */
  readonly engine: EngineKind | 'none';
  readonly file: string;
  readonly line: number;
  /** Of an image: where the last stage of the Containerfile begins that it was built by. */
  readonly builtBy?: InContainerfile;
  readonly declared?: unknown;
  readonly effective?: unknown;
  /** Of a live one: what the kernel holds. */
  readonly observed?: unknown;
}

/** A file that was given or found, and is neither judged nor a problem. */
export interface PassedOver {
  readonly file: string;
  readonly reason: string;
}

export interface Summary {
  readonly files: number;
  readonly containers: number;
  readonly broken: Readonly<Record<Severity, number>>;
  readonly unknown: number;
  readonly held: number;
  readonly problems: number;
  /** Findings and problems that somebody lives with; they are in no other count. */
  readonly accepted?: number;
  /** Findings that the baseline holds; they are in no other count. */
  readonly baseline?: number;
}

/** The profile that a report was made for. */
export interface ReportProfile {
  readonly name: string;
  /** pss: the version whose checks were made, "1.30". */
  readonly kubernetesVersion?: string;
  /** By whose ids findings are grouped. */
  readonly standard?: keyof References;
  /** The ids of the standard that were judged, each with the controls that judge it. */
  readonly asks?: readonly { readonly id: string; readonly controls: readonly string[] }[];
}

/** What every format prints; the JSON report is this, as published in report.schema.json. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'bulkhead'; readonly version: string };
  readonly targets: readonly string[];
  /** What was asked for. */
  readonly profile?: ReportProfile;
  readonly containers: readonly JudgedContainer[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
  readonly summary: Summary;
  /** What an intruder in these containers could reach, and what would close it; absent where nothing is reached, or it was not asked. */
  readonly ways?: Ways;
  /** Only of `scan`: what was scanned. */
  readonly images?: readonly ScannedImage[];
  /** Only where findings were held against a baseline. */
  readonly baseline?: { readonly file: string; readonly stale: number };
}

/** How somebody answers for a finding or a problem that they live with for a time. */
export interface Accepted {
  readonly reason: string;
  /** The last day on which it counts, UTC: "2027-01-31". */
  readonly until: string;
  readonly by: 'comment' | 'annotation' | 'configuration';
  /** Where that is written. */
  readonly place: Place;
  /** It is another finding that is accepted, and this one follows from it. */
  readonly follows?: true;
}
