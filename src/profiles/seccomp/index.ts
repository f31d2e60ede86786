export { actionOf, letsThrough } from './actions.ts';
export { auditArch, type Native } from './arches.ts';
export { parseProgram, simulate } from './bpf.ts';
export { compile, type Filter, type RuntimeFacts } from './compile.ts';
export { type Decision, decide } from './decide.ts';
export type { Condition, KernelVersion, Profile } from './profile.ts';
export { readProfile } from './read.ts';
export { type Circumstances, type Resolved, resolveProfile } from './resolve.ts';
export { type SyscallStanding, standings, type Widening, widenings } from './summary.ts';
