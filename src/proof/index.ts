export { evidenceOf, type Proof, proofsOf } from './evidence.ts';
export { subjectOf } from './subject.ts';
