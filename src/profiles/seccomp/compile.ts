import { type Architecture, multiplexed, numberOf } from '../../facts/syscalls/index.ts';
import { letsThrough, returnValue } from './actions.ts';
import { argumentBits, type Native } from './arches.ts';
import { type Answer, chainOf } from './chain.ts';
import type { Work } from './level.ts';
import type { Condition } from './profile.ts';
import { type Program, programOf } from './program.ts';
import { type Refusal, refusalOf, unfitProfile, unfitRule } from './refusal.ts';
import type { Resolved, ResolvedRule } from './resolve.ts';
import { mustEnd, type Tree, withRule } from './tree.ts';

/** A profile as one decision for every syscall, number and argument of the architectures that it covers. */
export interface Filter {
  readonly native: Native;
  readonly defaultValue: number;
  readonly architectures: ReadonlyMap<Architecture, ArchitectureFilter>;
  readonly rules: readonly ResolvedRule[];
}

export interface ArchitectureFilter {
  readonly trees: ReadonlyMap<number, Tree>;
  /** The trees with conditions, as they are written into the filter. */
  readonly programs: ReadonlyMap<number, Program>;
  /** Above this number runc answers ENOSYS, whatever the profile says; undefined: it does not. */
  readonly last?: number | undefined;
}

/** What the runtime and its libseccomp are like. */
export interface RuntimeFacts {
  /**
   * Whether libseccomp knows a name on an architecture, or on any where none is given: runtimes pass over the others.
   * Distributions add names to old releases, so a version does not tell.
   */
  readonly knows: (name: string, architecture?: Architecture) => boolean;
  /**
   * Where calls above the last that the profile names get ENOSYS: on the architectures that the profile lists (runc before 1.1.13),
   * on the native one as well (later runc), or nowhere (crun). Source: runc libcontainer/seccomp/patchbpf/enosys_linux.go.
   */
  readonly enosys: 'listed' | 'listed and native' | 'nowhere';
}

/** Steps to look at while a filter is built: real profiles need some thousands, and this many take a second or two. */
const mostWork = 20_000_000;

/** Resolved → filter, as runc and its libseccomp build it. */
export function compile(resolved: Resolved, runtime: RuntimeFacts): Filter | Refusal {
  const unfit = unfitProfile(resolved);
  if (unfit !== undefined) return unfit;
  const work: Work = { left: mostWork };
  const covered = new Set<Architecture>([resolved.native, ...resolved.architectures]);
  const builds = [...covered].map((architecture): Build => ({ architecture, trees: new Map(), runtime, work }));
  const defaultValue = returnValue(resolved.defaultAction, resolved.defaultErrno);
  for (const [index, rule] of resolved.rules.entries()) {
    const answer = { value: returnValue(rule.action, rule.errno), rule: index };
    if (answer.value === defaultValue || !runtime.knows(rule.name)) continue;
    const refused = unfitRule(rule, index);
    if (refused !== undefined) return refused;
    try {
      for (const conditions of alternatives(rule.conditions)) for (const build of builds) addRule(build, rule.name, conditions, answer);
    } catch (error) {
      return refusalOf(error, rule.name, index);
    }
  }
  const architectures = new Map<Architecture, ArchitectureFilter>();
  for (const build of builds) {
    const written = programsOf(build, resolved);
    if ('refused' in written) return written;
    architectures.set(build.architecture, { ...written, last: lastNamed(resolved, build, defaultValue) });
  }
  return { native: resolved.native, defaultValue, rules: resolved.rules, architectures };
}

/** What is built for one architecture: a tree a number; under a name, what the architecture has no number for. */
interface Build {
  readonly architecture: Architecture;
  readonly trees: Map<string | number, Tree>;
  readonly runtime: RuntimeFacts;
  readonly work: Work;
}

/** All conditions must hold; yet where two of them are on one argument, runc makes a rule of each (matchCall). */
function alternatives(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const repeated = new Set(conditions.map(({ index }) => index)).size < conditions.length;
  return repeated ? conditions.map((condition) => [condition]) : [conditions];
}

function addRule({ architecture, trees, runtime, work }: Build, name: string, conditions: readonly Condition[], answer: Answer): void {
  const add = (key: string | number, all: readonly Condition[]): void => {
    trees.set(key, withRule(trees.get(key), chainOf(all, argumentBits[architecture], answer), answer, work));
  };
  const behind = architecture === 'x86' ? multiplexed.get(name) : undefined;
  if (behind !== undefined) {
    const call: Condition = { index: 0, op: 'EQ', value: BigInt(behind.call), valueTwo: 0n };
    const door = numberOf(architecture, behind.door);
    if (door !== undefined) add(door, [call, ...conditions.filter(({ index }) => index !== 0)]);
  }
  // A syscall that the architecture has not keeps its tree under its name: it can still be contradictory, but decides nothing.
  const number = runtime.knows(name, architecture) ? numberOf(architecture, name) : undefined;
  if (number !== undefined) add(number, conditions);
  else if (architecture !== 'x86') add(name, conditions);
}

function programsOf({ trees, work }: Build, { rules }: Resolved): Pick<ArchitectureFilter, 'trees' | 'programs'> | Refusal {
  const programs = new Map<number, Program>();
  for (const [key, tree] of trees) {
    if (tree.kind === 'always') continue;
    try {
      mustEnd(tree, work);
      if (typeof key === 'number') programs.set(key, programOf(tree.step, work));
    } catch (error) {
      return refusalOf(error, rules[tree.rule]?.name ?? '', tree.rule);
    }
  }
  return { trees: new Map([...trees].flatMap(([key, tree]) => (typeof key === 'number' ? [[key, tree] as const] : []))), programs };
}

/** The highest number that any rule names, counted as runc does: 0 is none, and x86's multiplexed calls have none. */
function lastNamed({ rules, native, architectures, defaultAction }: Resolved, { architecture, runtime }: Build, defaultValue: number) {
  if (letsThrough(defaultValue) || defaultAction === 'trace' || runtime.enosys === 'nowhere') return undefined;
  const isImplied = runtime.enosys === 'listed and native' && architecture === native;
  if (!isImplied && !architectures.includes(architecture)) return undefined;
  let last = 0;
  for (const { name } of rules) {
    if (!runtime.knows(name, architecture) || (architecture === 'x86' && multiplexed.has(name))) continue;
    last = Math.max(last, numberOf(architecture, name) ?? 0);
  }
  return last === 0 ? undefined : last;
}
