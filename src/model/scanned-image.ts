import type { InContainerfile } from './image-contents.ts';
import type { Distribution, ImagePackage } from './package.ts';
import type { KnownAdvisories } from './vulnerability.ts';

/** What a report tells of an image that was scanned. Plain data. */
export interface ScannedImage {
  /** As findings name it in `container`. */
  readonly id: string;
  readonly name: string;
  /** os/architecture[/variant] */
  readonly platform: string;
  /** Bytes of all of its layers, unpacked. */
  readonly size: number;
  readonly distribution?: Distribution;
  /** The lowest first. */
  readonly layers: readonly ScannedLayer[];
  readonly packages: readonly ImagePackage[];
  /** Absent: no advisories are here, so that vulnerabilities were not looked for. */
  readonly advisories?: KnownAdvisories;
}

export interface ScannedLayer {
  /** Of the layer unpacked: "sha256:…". */
  readonly digest: string;
  /** Unpacked. */
  readonly bytes: number;
  /** Files, links and folders. */
  readonly entries: number;
  /** What made it, secrets concealed; absent: the history does not tell. */
  readonly instruction?: string;
  /** Where that is written. */
  readonly containerfile?: InContainerfile;
  /** Is it of the image that this one was built from? Absent: that cannot be told. */
  readonly base?: boolean;
  /** How many findings are about what it brings. */
  readonly findings: number;
}
