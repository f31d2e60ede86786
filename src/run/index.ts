export { bundleConfig } from './bundle.ts';
export type { Circumstances, ImageFacts } from './circumstances.ts';
export { notHere, type Placed, type Weakenings, weakenings } from './weakened.ts';
export { runOptions } from './words.ts';
