import { capabilitySeverity } from '../../facts/capability-severity.ts';
import { atLeast, type Container, hasUserNamespace, isKnown, isUnknown, type Severity } from '../../model/index.ts';

/** How grave it is that this container holds the capability. */
export function severityOf(capability: string, container: Container): Severity {
  const alone = capabilitySeverity(capability, container);
  // In a user namespace it counts only for what that namespace owns; yet it opens much kernel code.
  if (hasUserNamespace(container) && atLeast(alone, 'medium')) return 'medium';
  if (isUsable(capability, container)) return alone;
  return atLeast(alone, 'high') ? 'medium' : 'low';
}

/** Not in the effective set of a user other than root: only a set-uid program, or a file with capabilities, could use it. */
export function isUsable(capability: string, { process }: Container): boolean {
  const effective = process.capabilities?.effective;
  if (effective === undefined || effective.some(isUnknown)) return true;
  return effective.filter(isKnown).some(({ value }) => value === capability || value === 'ALL');
}
