/** Replaced by the build: the digest of scanner.ts bundled with all that it needs, so that no change of what reads layers is forgotten. */
declare const BULKHEAD_RULES: string | undefined;

/** Undefined: run from source, where nothing is remembered. */
export const layerRules: string | undefined = typeof BULKHEAD_RULES === 'string' ? BULKHEAD_RULES : undefined;
