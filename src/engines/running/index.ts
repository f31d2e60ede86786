export { underEngine } from './apply.ts';
export { dockerEngine, identify, podmanEngine } from './read.ts';
export type { RunningEngine } from './running.ts';
