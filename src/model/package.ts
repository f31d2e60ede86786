const ofDistributions = ['deb', 'apk', 'rpm'] as const;
const ofLanguages = ['npm', 'pypi', 'golang', 'maven', 'gem', 'cargo'] as const;

/** Those that belong to a distribution, which mends them under versions of its own. */
export type DistributionKind = (typeof ofDistributions)[number];

/** Kinds of packages, by their type in a package URL (package-url/purl-spec, PURL-TYPES.rst). */
export type PackageKind = DistributionKind | (typeof ofLanguages)[number];

export const isOfDistribution = (kind: string): kind is DistributionKind => ofDistributions.some((one) => one === kind);

export const isPackageKind = (kind: string): kind is PackageKind => isOfDistribution(kind) || ofLanguages.some((one) => one === kind);

/** One package as its package manager's records name it. Plain data. */
export interface Package {
  readonly kind: PackageKind;
  /** As the ecosystem spells it; maven: "group:artifact"; golang: the module's path, the standard library is "stdlib". */
  readonly name: string;
  /** As the ecosystem spells it, with epoch and release: "1:2.36-9+deb12u4". golang: "v1.2.3", of stdlib "1.19.8". */
  readonly version: string;
  readonly arch?: string;
  /** What it was built from, where that has another name or version: advisories of distributions name the source. */
  readonly source?: { readonly name: string; readonly version: string };
  /** Bytes that it takes, as its records say. */
  readonly size?: number;
  /** As the records say it; not looked up. */
  readonly license?: string;
  /** rpm: the build of a module that it belongs to (RPMTAG_MODULARITYLABEL): "nodejs:18:8090020240301:a75119d5". */
  readonly module?: string;
  /** It is built into what another package brings: a Go module or a crate in a program, a jar in a jar. */
  readonly inside?: true;
}

/** A package that is there when a container starts. */
export interface ImagePackage extends Package {
  /** 1-based: the first layer from below that brought this very version; 0: a bill of materials that does not say. */
  readonly layer: number;
  /** Of the record or program that tells of it, with a slash before it. */
  readonly path: string;
  /** The package of the distribution that brought the program which it is built into. */
  readonly owner?: string;
}

/** The distribution that an image is of: os-release(5). */
export interface Distribution {
  /** "debian", "alpine", "rhel". */
  readonly id: string;
  /** VERSION_ID: "12", "3.19.1"; absent: a rolling one, or testing. */
  readonly version?: string;
  readonly codename?: string;
  /** PRETTY_NAME */
  readonly name: string;
  readonly like: readonly string[];
}
