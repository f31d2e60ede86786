import { type Architecture, nameOf } from '../../facts/syscalls/index.ts';
import type { Condition, Decision, Resolved } from '../../profiles/seccomp/index.ts';
import { placeOf } from '../../text/lines.ts';

const signs = { EQ: '=', NE: '≠', LT: '<', LE: '≤', GT: '>', GE: '≥' } as const;

export const sayNumber = (value: bigint): string => (value < 10n ? `${value}` : `0x${value.toString(16)}`);

export function sayCondition({ index, op, value, valueTwo }: Condition): string {
  if (op === 'MASKED_EQ') return `(arg ${index} & ${sayNumber(value)}) = ${sayNumber(valueTwo & value)}`;
  return `arg ${index} ${signs[op]} ${sayNumber(value)}`;
}

/** All must hold; yet conditions on one argument are rules of their own (runc, matchCall). */
export function sayConditions(conditions: readonly Condition[]): string {
  const repeated = new Set(conditions.map(({ index }) => index)).size < conditions.length;
  return conditions.map(sayCondition).join(repeated ? ' or ' : ' and ');
}

/** Why a filter answers as it does: the rule with its line, or who else decides. */
export function sayReason(decision: Decision, resolved: Resolved, file: string): string {
  switch (decision.reason) {
    case 'rule': {
      const rule = resolved.rules[decision.rule ?? -1];
      if (rule === undefined) return '';
      const when = rule.conditions.length === 0 ? '' : `, for ${sayConditions(rule.conditions)}`;
      return `the rule for ${rule.name} at ${file}:${placeOf(rule.origin).line}${when}`;
    }
    case 'default':
      return `no rule fits: the default action at ${file}`;
    case 'newer than the profile':
      return 'runc answers ENOSYS above the last syscall that the profile names';
    case 'architecture not in the profile':
      return 'the profile does not cover this architecture: libseccomp kills the thread';
    case 'mistake of libseccomp':
      return 'libseccomp writes the conditions of this syscall down wrongly: the loaded filter differs from the rules';
  }
}

export const syscallName = (architecture: Architecture, number: number): string => nameOf(architecture, number) ?? `syscall ${number}`;
