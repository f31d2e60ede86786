import type { ImageAccounts } from './accounts.ts';
import type { Measure } from './control.ts';
import type { FileRights } from './file-reader.ts';
import type { Origin } from './origin.ts';
import type { Distribution, ImagePackage } from './package.ts';
import type { Verdict } from './verdict.ts';
import type { KnownAdvisories, Vulnerability } from './vulnerability.ts';

/** An image as its layers and its configuration are, read from the bytes. Values of secrets are not in it. */
export interface ImageContents {
  /** "archive:web.tar", or with the name of the image where there are several. */
  readonly origin: Origin;
  readonly name: string;
  /** The lowest first. */
  readonly layers: readonly ImageLayer[];
  /** Where the last stage of the Containerfile begins that it was built by; absent: none in reach has its steps. */
  readonly containerfile?: InContainerfile;
  readonly secrets: readonly ImageSecret[];
  /** Absent: it is of none (FROM scratch), or its files do not say. */
  readonly distribution?: Distribution;
  /** The lowest layer (1-based) that is of this release of it, and the file that says so. Absent: no file says it. */
  readonly distributionAt?: { readonly layer: number; readonly path: string };
  readonly packages: readonly ImagePackage[];
  /** Those that are there when a container starts. */
  readonly files: readonly ImageFile[];
  /** Absent: only packages are known (a bill of materials). */
  readonly accounts?: ImageAccounts;
  readonly vulnerabilities: readonly Vulnerability[];
  /** What the vulnerabilities rest on; absent: no advisories are here, so none could be found. */
  readonly advisories?: KnownAdvisories;
  /** The day that it is judged on, UTC: "2026-11-01". Absent: what depends on the day is unknown. */
  readonly today?: string;
}

export interface ImageLayer {
  /** Of the layer unpacked, which is the same wherever the image lies: "sha256:…". */
  readonly digest: string;
  /** Unpacked. */
  readonly bytes: number;
  /** Files, links and folders. */
  readonly entries: number;
  /** What made it, secrets concealed; absent: the history does not tell. */
  readonly instruction?: string;
  /** Is it of the image that this one was built from? Absent: that cannot be told. */
  readonly base?: boolean;
  readonly containerfile?: InContainerfile;
}

/** An instruction of a Containerfile whose steps are those of the image. */
export interface InContainerfile {
  /** As the user reaches it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** A file with rights that are worth a look. */
export interface ImageFile extends FileRights {
  /** With a slash before it. */
  readonly path: string;
  /** 1-based. */
  readonly layer: number;
}

/**
 * `certain`: it is one. `likely`: a value that a machine made up, under a telling name. `encrypted`: of use only with a password. `hash`: of a password. `weak`: a word that everybody tries first.
 */
export type SecretCertainty = 'certain' | 'likely' | 'encrypted' | 'hash' | 'weak';

export interface ImageSecret {
  /** "a private key (RSA PRIVATE KEY)": what it is, without a letter of it. */
  readonly what: string;
  readonly certainty: SecretCertainty;
  readonly at: InLayer | InConfig;
}

/** A file in a layer. Plain data: it is printed as it stands. */
export interface InLayer {
  /** 1-based, from below. */
  readonly layer: number;
  /** Of the layer unpacked, which is the same wherever the image lies: "sha256:…". */
  readonly digest: string;
  /** With a slash before it. */
  readonly path: string;
  /** Other names of the same file: hard links. */
  readonly links?: readonly string[];
  /** 1-based; absent: the file is no text. */
  readonly line?: number;
  /** What made the layer, secrets concealed; absent: the history does not tell. */
  readonly instruction?: string;
  /** The package of the distribution that brought it, in the same layer: anybody can have it there. */
  readonly owner?: string;
  /** What a later layer did to it; it is in the image all the same. */
  readonly later?: { readonly how: 'deleted' | 'overwritten'; readonly layer: number };
  /** Where that instruction is written. */
  readonly containerfile?: InContainerfile;
}

export interface InConfig {
  readonly where: 'environment' | 'label' | 'command' | 'history';
  /** Empty: it has none. */
  readonly name: string;
  readonly instruction?: string;
  /** Where the instruction that set it is written. */
  readonly containerfile?: InContainerfile;
}

/**
 * A verdict on an image, with how to build it without what is wrong. What is about a known vulnerability says so (`vulnerability`): reports fold these by
 * package, and find its layer by themselves.
 */
export type ImageVerdict = Verdict & {
  readonly steps?: readonly string[];
  readonly inLayer?: InLayer;
  /** Of what is in no layer: the instruction that brought it. */
  readonly containerfile?: InContainerfile;
  readonly vulnerability?: Vulnerability;
};

/** One measure that only the bytes of an image can tell. */
export interface ImageControl extends Measure {
  /** It looks at packages and what is known of them alone, so a bill of materials is enough. */
  readonly ofPackages?: true;
  readonly steps: readonly string[];
  /** Pure. One verdict for each thing that is found. */
  judge(image: ImageContents): readonly ImageVerdict[];
}
