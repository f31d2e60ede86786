export { type Answer, answersIn } from './answers.ts';
export { type Attempt, errorOf, type Reading } from './attempt.ts';
export { attemptsFor } from './attempts/index.ts';
export { capabilitiesIn, confines, labelIn } from './attempts/standing.ts';
export type { Beside } from './beside.ts';
export { type Processor, processors } from './elf.ts';
export { program } from './program.ts';
export { type OwnText, ownTexts, readings } from './readings.ts';
export type { Subject } from './subject.ts';
