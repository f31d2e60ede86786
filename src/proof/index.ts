export { evidenceOf, type Proof, proofsOf } from './evidence.ts';
export { subjectOf } from './subject.ts';
export { allTrials } from './trials.ts';
export { untried } from './untried.ts';
