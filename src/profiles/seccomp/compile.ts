import { type Architecture, multiplexed, numberOf } from '../../facts/syscalls/index.ts';
import { letsThrough, returnValue } from './actions.ts';
import { argumentBits, type Native } from './arches.ts';
import { type Answer, chainOf } from './chain.ts';
import { Endless } from './level.ts';
import type { Condition } from './profile.ts';
import { type Program, programOf } from './program.ts';
import type { Resolved, ResolvedRule } from './resolve.ts';
import { Contradiction, mustEnd, type Tree, withRule } from './tree.ts';

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

/** The runtime would not start a container with this profile. */
export interface Refusal {
  readonly refused: string;
  /** Index of the rule into Resolved.rules; undefined: the profile as a whole. */
  readonly rule?: number;
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

/** The kernel takes 4096 instructions (BPF_MAXINSNS, Linux 6.1); some conditions share theirs. It bounds the work here. */
const mostConditions = 10_000;

/** Resolved → filter, as runc and its libseccomp build it. */
export function compile(resolved: Resolved, runtime: RuntimeFacts): Filter | Refusal {
  const unfit = unfitDefault(resolved);
  if (unfit !== undefined) return { refused: unfit };
  const covered = new Set<Architecture>([resolved.native, ...resolved.architectures]);
  const defaultValue = returnValue(resolved.defaultAction, resolved.defaultErrno);
  const trees = new Map([...covered].map((architecture) => [architecture, new Map<string | number, Tree>()]));
  let compared = 0;
  for (const [index, rule] of resolved.rules.entries()) {
    if (!runtime.knows(rule.name)) continue;
    const answer = { value: returnValue(rule.action, rule.errno), rule: index };
    if (answer.value === defaultValue) continue;
    const refused = unfitAction(rule.name, rule.action, rule.errno);
    if (refused !== undefined) return { refused, rule: index };
    const bad = rule.conditions.find(({ index }) => index > 5);
    if (bad !== undefined) return { refused: `a syscall has no argument ${bad.index}: 0 is the first and 5 the last`, rule: index };
    compared += rule.conditions.length;
    if (compared > mostConditions)
      return { refused: `more than ${mostConditions} conditions fit no filter: the kernel takes 4096 instructions`, rule: index };
    try {
      for (const conditions of alternatives(rule.conditions)) {
        for (const [architecture, map] of trees) addRule(map, architecture, rule.name, conditions, answer, runtime);
      }
    } catch (error) {
      if (error instanceof Contradiction)
        return { refused: `this rule for ${rule.name} contradicts an earlier one on the same arguments`, rule: index };
      if (error instanceof Endless)
        return {
          refused: `libseccomp never ends on the rules for ${rule.name}, and the runtime hangs: put the conditions differently`,
          rule: index,
        };
      throw error;
    }
  }
  return {
    native: resolved.native,
    defaultValue,
    rules: resolved.rules,
    architectures: new Map(
      [...trees].map(([architecture, map]) => [
        architecture,
        { ...decided(map), last: lastNamed(resolved, architecture, runtime, defaultValue) },
      ]),
    ),
  };
}

function unfitDefault({ defaultAction, defaultErrno }: Resolved): string | undefined {
  return defaultAction === 'notify' ? 'SCMP_ACT_NOTIFY cannot be the default action' : unfitAction('', defaultAction, defaultErrno);
}

/** libseccomp takes error numbers below 4095 (system.c); runc must be free to call write while an agent starts. */
function unfitAction(name: string, action: ResolvedRule['action'], errno: number | undefined): string | undefined {
  if (action === 'errno' && ((errno ?? 0) & 0xffff) >= 4095) return `the error number ${errno} is too large: 4094 is the last`;
  return action === 'notify' && name === 'write' ? 'SCMP_ACT_NOTIFY cannot be the action for write' : undefined;
}

/** All conditions must hold; yet where two of them are on one argument, runc makes a rule of each (matchCall). */
function alternatives(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const repeated = new Set(conditions.map(({ index }) => index)).size < conditions.length;
  return repeated ? conditions.map((condition) => [condition]) : [conditions];
}

function addRule(
  map: Map<string | number, Tree>,
  architecture: Architecture,
  name: string,
  conditions: readonly Condition[],
  answer: Answer,
  runtime: RuntimeFacts,
): void {
  const add = (key: string | number, all: readonly Condition[]): void => {
    const tree = withRule(map.get(key), chainOf(all, argumentBits[architecture], answer), answer);
    mustEnd(tree);
    map.set(key, tree);
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

function decided(map: ReadonlyMap<string | number, Tree>): Pick<ArchitectureFilter, 'trees' | 'programs'> {
  const trees = new Map<number, Tree>();
  const programs = new Map<number, Program>();
  for (const [key, tree] of map) {
    if (typeof key !== 'number') continue;
    trees.set(key, tree);
    if (tree.kind === 'steps') programs.set(key, programOf(tree.step));
  }
  return { trees, programs };
}

/** The highest number that any rule names, counted as runc does: 0 is none, and x86's multiplexed calls have none. */
function lastNamed(resolved: Resolved, architecture: Architecture, runtime: RuntimeFacts, defaultValue: number): number | undefined {
  if (letsThrough(defaultValue) || resolved.defaultAction === 'trace') return undefined;
  const native = runtime.enosys === 'listed and native' && architecture === resolved.native;
  if (runtime.enosys === 'nowhere' || !(native || resolved.architectures.includes(architecture))) return undefined;
  let last = 0;
  for (const { name } of resolved.rules) {
    if (!runtime.knows(name, architecture) || (architecture === 'x86' && multiplexed.has(name))) continue;
    last = Math.max(last, numberOf(architecture, name) ?? 0);
  }
  return last === 0 ? undefined : last;
}
