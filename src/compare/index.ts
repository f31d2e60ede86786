export type { Change, ChangeKind, Direction, Side } from './change.ts';
export { compare, worstOf } from './compare.ts';
export { type Keyed, matched, type Pair } from './match.ts';
