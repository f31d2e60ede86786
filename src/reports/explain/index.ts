export { explain } from './explain.ts';
export { type About, aloneExplanation, type Explanation, explanationOf, hostExplanation, imageExplanation } from './explanation.ts';
export { explainIndex } from './list.ts';
export type { ProofSaid } from './proof.ts';
export { readmeOf } from './readme.ts';
export type { Way } from './ways.ts';
