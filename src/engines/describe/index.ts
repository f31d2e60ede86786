export { describe } from './describe.ts';
export type { Reason, Row } from './row.ts';
