export { bundleConfig } from './bundle.ts';
export type { Circumstances, ImageFacts } from './circumstances.ts';
export { hardening } from './hardening.ts';
export { notHere, type Placed, type Weakenings, weakenings } from './weakened.ts';
export { type RunOptions, runOptions } from './words.ts';
