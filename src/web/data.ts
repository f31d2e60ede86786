import type { Excerpt, Severity, Ways } from '../model/index.ts';

/** Worst first. What a report says of one measure of one container, whether it was judged or tried. `none`: there is nothing to say. */
export const states = ['off', 'unknown', 'on', 'none'] as const;
export type State = (typeof states)[number];

/** What the page is told: a report in a form that the page need not compute. Plain data, no secret's value in it. */
export interface PageData {
  readonly kind: 'check' | 'prove' | 'paths' | 'scan';
  readonly version: string;
  /** "9 containers in 5 files". */
  readonly title: string;
  readonly targets: readonly string[];
  /** Under which circumstances, each as a noun and its value: "profile", "strict". */
  readonly facts: readonly (readonly [string, string])[];
  readonly verdict: PageVerdict;
  /** Sentences, each once; entries name them by their place. */
  readonly texts: readonly string[];
  readonly containers: readonly PageContainer[];
  readonly controls: readonly PageControl[];
  readonly entries: readonly PageEntry[];
  /** By container: control, state (its place in `states`) and text, three numbers for each thing of which there is no more to say. */
  readonly rest: readonly (readonly number[])[];
  readonly problems: readonly PageProblem[];
  readonly passedOver: readonly { readonly file: string; readonly reason: string }[];
  readonly baseline?: { readonly file: string; readonly stale: number };
  readonly requirements?: { readonly title: string; readonly rows: readonly PageRequirement[] };
  readonly ways?: Ways;
  /** Of a scan: each image layer by layer. */
  readonly images?: readonly PageImage[];
  /** Ways that somebody lives with, by their place in `ways.ways`. */
  readonly waysLivedWith?: readonly number[];
}

export interface PageVerdict {
  /** Absent: nothing decides over the exit code. */
  readonly fails?: boolean;
  readonly text: string;
}

export interface PageContainer {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly file: string;
  readonly line: number;
  /** What is to be said of all of it, each as a sentence. */
  readonly notes?: readonly string[];
}

export interface PageImage {
  /** Its place in `containers`. */
  readonly container: number;
  /** Each as a noun and its value: "platform", "linux/amd64". */
  readonly facts: readonly (readonly [string, string])[];
  /** The lowest first. */
  readonly layers: readonly PageLayer[];
  /** Kinds of packages. */
  readonly kinds: readonly string[];
  /** By layer: the place of its kind, name and version, a blank between. */
  readonly packages: readonly (readonly string[])[];
}

export interface PageLayer {
  readonly digest: string;
  readonly bytes: number;
  /** "48 MiB" */
  readonly size: string;
  /** Files, links and folders. */
  readonly files: number;
  readonly instruction?: string;
  /** Where that is written. */
  readonly place?: PagePlace;
  /** Of the image that this one was built from. */
  readonly base?: true;
}

export interface PageControl {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly severity: Severity;
  readonly why: string;
  readonly stops: string;
  /** Who asks for it: "CIS Docker Benchmark 5.4". */
  readonly references: readonly string[];
}

export interface PagePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export interface PageEntry {
  /** Its place in `containers`. */
  readonly container: number;
  /** Its place in `controls`. */
  readonly control: number;
  readonly state: State;
  readonly severity: Severity;
  /** Its place in `texts`. */
  readonly says: number;
  readonly place?: PagePlace;
  readonly excerpt?: Excerpt;
  /** Who decided when nobody wrote it. */
  readonly from?: string;
  /** The control whose finding says it already. */
  readonly impliedBy?: string;
  readonly remedy?: readonly string[];
  readonly accepted?: { readonly reason: string; readonly until: string; readonly place: PagePlace };
  readonly baseline?: true;
  /** Of an image: its layer, from 1. */
  readonly layer?: number;
  /** "deleted by layer 5": it is in the image all the same. */
  readonly later?: string;
  /** A known vulnerability of a package. */
  readonly known?: PageKnown;
  /** Of a proof: the other views of it. */
  readonly views?: PageViews;
  /** Of a proof: what was tried, each as a sentence. */
  readonly tried?: readonly { readonly state: State; readonly text: string }[];
  /** Of a proof: where two views say opposite things, each as a sentence. */
  readonly drift?: readonly string[];
}

export interface PageKnown {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly version: string;
  /** "1.2.4", "no fix yet". */
  readonly fix: string;
  readonly score?: number;
  /** https alone. */
  readonly url?: string;
}

export interface PageViews {
  /** A line says it. */
  readonly declared: boolean;
  readonly effective?: PageView;
  readonly observed?: PageView;
}

export interface PageView {
  readonly state: State;
  readonly text: string;
  /** Where it is from: "Docker 28 default", "/proc/4711/status". */
  readonly from?: string;
}

export interface PageProblem extends Partial<PagePlace> {
  readonly file: string;
  readonly message: string;
  readonly accepted?: PageEntry['accepted'];
}

export interface PageRequirement {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly string[];
  readonly broken: number;
  readonly unknown: number;
}
