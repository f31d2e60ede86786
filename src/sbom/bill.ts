import type { ImageContents, ImageLayer, ImagePackage, Vulnerability } from '../model/index.ts';

/** What is known of an image's name. */
export interface ImageIdentity {
  /** Of its manifest: "sha256:…". Only what lies in a registry, or came from one, has it. */
  readonly digest?: string;
  /** "registry.example.com/team/web", without tag. */
  readonly repository?: string;
  readonly tag?: string;
  /** Of its configuration, which is the same wherever it lies: "sha256:…". */
  readonly id?: string;
  /** "linux/arm64/v8" */
  readonly platform?: string;
}

/** What a bill of materials tells of: one image. Plain data. */
export type Bill = Pick<ImageContents, 'name' | 'layers' | 'distribution' | 'packages' | 'vulnerabilities' | 'advisories'> & {
  readonly identity: ImageIdentity;
};

/** Who makes it and when; nothing else from outside goes in, so that the same image gives the same text. */
export interface Making {
  /** UTC: "2026-11-22T15:00:00Z". */
  readonly time: string;
  /** Of bulkhead. */
  readonly version: string;
  /** 20 bytes of SHA-1: what the version 5 of a UUID is made of (RFC 9562, 5.5). */
  readonly sha1: (text: string) => Uint8Array;
}

/** What a bill of materials said that somebody wrote. */
export interface BillRead {
  readonly name?: string;
  readonly identity: ImageIdentity;
  readonly distribution?: Bill['distribution'];
  readonly layers: readonly ImageLayer[];
  readonly packages: readonly ImagePackage[];
  /** As the file says them; nothing was looked up. */
  readonly vulnerabilities: readonly Vulnerability[];
  /** One line each: what is there and cannot be understood. */
  readonly problems: readonly string[];
  /** One line each: what is there and nothing that advisories name. */
  readonly passedOver: readonly string[];
}
