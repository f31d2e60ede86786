import type { Asset } from '../src/reports/html/asset.ts';

/** What src/reports/html/asset.ts calls BULKHEAD_PAGE. */
export function page(): Promise<Asset>;
