/** The configuration of one image. */
export interface FoundImage {
  /** JSON, digest verified where there is one. */
  readonly config: Uint8Array;
  /** An engine said what it holds, and these are not its very bytes; `id`: their digest, where it is known ("sha256:…"). */
  readonly told?: { readonly id?: string };
  /** Where a registry keeps it ("registry.example.com/team/web"), and the digest of its manifest there. */
  readonly kept?: { readonly repository: string; readonly digest: string };
  /** Its first tag; absent: it has none. */
  readonly tag?: string;
  /** "linux/arm64/v8" */
  readonly platform: string;
  /** Paths of its layers inside the archive, the lowest first. */
  readonly layers: readonly string[];
}

export interface Images {
  readonly images: readonly FoundImage[];
  /** One line each: an image that is named and cannot be read. */
  readonly problems: readonly string[];
  /** One line each: what is there and no image, or an image whose platform was left out. */
  readonly passedOver: readonly string[];
}

/** os/architecture[/variant], as an image's configuration says them. */
export function platformOf(config: Readonly<Record<string, unknown>>): string {
  const parts = ['os', 'architecture', 'variant'].map((key) => config[key]);
  const words = parts.filter((part): part is string => typeof part === 'string' && /^[\w.+-]{1,40}$/.test(part));
  return words.join('/') || 'unknown platform';
}
