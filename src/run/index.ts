export { type BundleParts, bundleConfig } from './bundle.ts';
export type { Circumstances, ImageFacts } from './circumstances.ts';
export { type Disk, diskUnder } from './disk.ts';
export { hostId, type IdMap, isRange, mapIn, onlyRoot, rangeFor, rowsOf } from './id-map.ts';
export type { Delegated } from './mapped.ts';
export { notHere, type Placed, type Weakenings, weakenings } from './weakened.ts';
export { runOptions } from './words.ts';
