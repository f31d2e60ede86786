/** Replaced by the build with the version in package.json. */
declare const BULKHEAD_VERSION: string | undefined;

export const toolVersion: string = typeof BULKHEAD_VERSION === 'string' ? BULKHEAD_VERSION : '0.0.0-source';
