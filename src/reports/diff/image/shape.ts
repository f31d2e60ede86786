import type { PackageKind, Severity, VulnerabilityState } from '../../../model/index.ts';

/** What two images differ in, beside their configuration; plain data, its keys in the order of docs/diff.schema.json. */
export interface DiffImage {
  /** Bytes of all layers, unpacked. */
  readonly size: { readonly base: number; readonly head: number };
  readonly layers: DiffLayers;
  /** Absent: the same one, or none. */
  readonly distribution?: { readonly base?: string; readonly head?: string };
  /** Of the configuration, beside what weighs on privileges. */
  readonly configuration: readonly DiffSetting[];
  readonly packages: DiffPackages;
  /** Absent: of one side they were not looked for. */
  readonly vulnerabilities?: DiffSides<DiffVulnerability>;
  /** Absent, as the next: one side is a bill of materials, which knows of packages alone. */
  readonly secrets?: DiffSides<DiffItem>;
  readonly files?: DiffSides<DiffItem>;
}

export interface DiffSides<T> {
  readonly gained: readonly T[];
  readonly lost: readonly T[];
}

export interface DiffSetting {
  /** "exposed ports" */
  readonly what: string;
  /** What the other side has not. Absent: nothing. */
  readonly base?: string;
  readonly head?: string;
}

export interface DiffLayers {
  /** From below. */
  readonly shared: number;
  readonly base: readonly DiffLayer[];
  readonly head: readonly DiffLayer[];
}

export interface DiffLayer {
  /** 1-based. */
  readonly number: number;
  readonly digest: string;
  readonly bytes: number;
  readonly instruction?: string;
}

export interface DiffPackages {
  readonly added: readonly DiffPackage[];
  readonly removed: readonly DiffPackage[];
  readonly changed: readonly DiffVersion[];
}

export interface DiffPackage {
  readonly kind: PackageKind;
  readonly name: string;
  readonly version: string;
  readonly arch?: string;
}

export interface DiffVersion {
  readonly kind: PackageKind;
  readonly name: string;
  readonly arch?: string;
  readonly base: string;
  readonly head: string;
  readonly to: 'newer' | 'older' | 'other';
}

export interface DiffVulnerability {
  readonly id: string;
  /** The source, where packages are built from one. */
  readonly package: DiffPackage;
  readonly state: VulnerabilityState;
  /** The packages that were built from it; absent: one of its name alone. */
  readonly built?: readonly string[];
  readonly fixed?: string;
  /** As `scan` weighs it. */
  readonly severity: Severity;
}

/** A file or a secret: what it is, and where. */
export interface DiffItem {
  readonly what: string;
  readonly at: string;
  readonly severity: Severity;
}
