export { type Action, type ActionName, actionOf, letsThrough } from './actions.ts';
export { auditArch, goArch, type Native, natives } from './arches.ts';
export { type Instruction, parseProgram, type SeccompData, simulate } from './bpf.ts';
export { compile, type Filter, type Refusal, type RuntimeFacts } from './compile.ts';
export { type Call, type Decision, decide } from './decide.ts';
export type { Condition, KernelVersion, Profile, Rule } from './profile.ts';
export { type ReadProfile, readProfile } from './read.ts';
export { type Circumstances, type ProfileReader, type Resolved, type ResolvedRule, resolveProfile } from './resolve.ts';
export { type Standing, type SyscallStanding, standings, type Widening, widenings } from './summary.ts';
