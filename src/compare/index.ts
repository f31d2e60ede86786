export type { Change, Side } from './change.ts';
export { compare } from './compare.ts';
export { counterpartOf } from './counterpart.ts';
export { type ConfigurationChange, compareConfigurations } from './image/configuration.ts';
export { compareImages, type ImageDifference } from './image/difference.ts';
export { type Keyed, matched } from './match.ts';
export { asStarted } from './started.ts';
