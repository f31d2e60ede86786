export type { Change, Side } from './change.ts';
export { compare } from './compare.ts';
export { type Keyed, matched } from './match.ts';
