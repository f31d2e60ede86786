/** The page's own program and looks, and the digests by which its policy lets them in. */
export interface Asset {
  readonly script: string;
  readonly style: string;
  /** As a Content-Security-Policy names them: "sha256-…". */
  readonly scriptHash: string;
  readonly styleHash: string;
}

/** Replaced by the build with what it makes of src/web/, as JSON: tools/page.mjs. */
declare const BULKHEAD_PAGE: string | undefined;

const none: Asset = { script: '', style: '', scriptHash: 'sha256-none', styleHash: 'sha256-none' };

/** Only the build has a page; run from its source, the file holds the data and nothing that shows it. */
export const builtAsset = (): Asset => (typeof BULKHEAD_PAGE === 'string' ? (JSON.parse(BULKHEAD_PAGE) as Asset) : none);
