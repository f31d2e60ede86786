import { atLeast, type Container, hasUserNamespace, isKnown, isUnknown, knownValue, type Severity } from '../../model/index.ts';

/** What one capability wins by itself where nothing else is open; those that are not named here are medium. */
const bySeverity: Readonly<Partial<Record<Severity, readonly string[]>>> = {
  critical: ['ALL', 'CAP_SYS_ADMIN', 'CAP_SYS_MODULE', 'CAP_SYS_RAWIO', 'CAP_DAC_READ_SEARCH'],
  high: ['CAP_BPF', 'CAP_PERFMON', 'CAP_MAC_ADMIN', 'CAP_MAC_OVERRIDE', 'CAP_SYS_BOOT'],
  low: ['CAP_IPC_OWNER', 'CAP_LINUX_IMMUTABLE', 'CAP_SYS_PACCT', 'CAP_AUDIT_READ'],
};

/** How grave it is that this container holds the capability. */
export function severityOf(capability: string, container: Container): Severity {
  const alone = withNamespaces(capability, container) ?? tabled(capability);
  // In a user namespace it counts only for what that namespace owns; yet it opens much kernel code.
  if (hasUserNamespace(container) && atLeast(alone, 'medium')) return 'medium';
  if (isUsable(capability, container)) return alone;
  return atLeast(alone, 'high') ? 'medium' : 'low';
}

const tabled = (capability: string): Severity => {
  for (const severity of ['critical', 'high', 'low'] as const) if (bySeverity[severity]?.includes(capability)) return severity;
  return 'medium';
};

/** Two capabilities reach as far as the namespace that the container shares. */
function withNamespaces(capability: string, { linux }: Container): Severity | undefined {
  const isHost = (name: 'pid' | 'network' | 'ipc'): boolean => knownValue(linux.namespaces[name])?.mode === 'host';
  if (capability === 'CAP_SYS_PTRACE') return isHost('pid') ? 'critical' : 'medium';
  if (capability === 'CAP_NET_ADMIN') return isHost('network') ? 'high' : 'medium';
  return capability === 'CAP_IPC_OWNER' && isHost('ipc') ? 'medium' : undefined;
}

/** Not in the effective set of a user other than root: only a set-uid program, or a file with capabilities, could use it. */
export function isUsable(capability: string, { process }: Container): boolean {
  const effective = process.capabilities?.effective;
  if (effective === undefined || effective.some(isUnknown)) return true;
  return effective.filter(isKnown).some(({ value }) => value === capability || value === 'ALL');
}
