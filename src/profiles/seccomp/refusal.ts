import { Endless, TooMuch } from './level.ts';
import type { Resolved, ResolvedRule } from './resolve.ts';
import { Contradiction } from './tree.ts';

/** Why a profile has no filter. */
export interface Refusal {
  readonly refused: string;
  /** The runtime would not start a container with it; or it is too large to be followed here. */
  readonly by: 'runtime' | 'size';
  /** Index of the rule into Resolved.rules; undefined: the profile as a whole. */
  readonly rule?: number;
}

/** More than this is not compared: the kernel takes 4096 instructions (BPF_MAXINSNS, Linux 6.1), and few conditions share theirs. */
const mostConditions = 8_192;

/** What can be said against a profile before anything is built. */
export function unfitProfile({ defaultAction, defaultErrno, rules }: Resolved): Refusal | undefined {
  if (defaultAction === 'notify') return { by: 'runtime', refused: 'SCMP_ACT_NOTIFY cannot be the default action' };
  const errno = unfitErrno(defaultAction, defaultErrno);
  if (errno !== undefined) return { by: 'runtime', refused: errno };
  const conditions = rules.reduce((sum, rule) => sum + rule.conditions.length, 0);
  return conditions > mostConditions
    ? { by: 'size', refused: `it has ${conditions} conditions, and ${mostConditions} are the most` }
    : undefined;
}

export function unfitRule({ name, action, errno, conditions }: ResolvedRule, rule: number): Refusal | undefined {
  const index = conditions.find((condition) => condition.index > 5)?.index;
  const refused =
    unfitErrno(action, errno) ??
    // runc itself writes while it hands the agent's descriptor over.
    (action === 'notify' && name === 'write' ? 'SCMP_ACT_NOTIFY cannot be the action for write' : undefined) ??
    (index === undefined ? undefined : `a syscall has no argument ${index}: 0 is the first and 5 the last`);
  return refused === undefined ? undefined : { by: 'runtime', refused, rule };
}

/** libseccomp takes error numbers below 4095 (system.c, 2.5.4 to 2.6.1). */
const unfitErrno = (action: ResolvedRule['action'], errno: number | undefined): string | undefined =>
  action === 'errno' && ((errno ?? 0) & 0xffff) >= 4095 ? `the error number ${errno} is too large: 4094 is the last` : undefined;

/** The refusal that an error stands for which building a tree throws; other errors are thrown on. */
export function refusalOf(error: unknown, name: string, rule: number): Refusal {
  if (error instanceof Contradiction) {
    return { by: 'runtime', refused: `this rule for ${name} contradicts an earlier one on the same arguments`, rule };
  }
  if (error instanceof Endless) {
    const refused = `libseccomp never ends on the rules for ${name}, and the runtime hangs: put the conditions differently`;
    return { by: 'runtime', refused, rule };
  }
  if (error instanceof TooMuch) return { by: 'size', refused: `the conditions for ${name} combine in too many ways`, rule };
  throw error;
}
