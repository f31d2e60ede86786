import { type Container, knownValue, type Severity } from '../model/index.ts';
import { dangerousCapabilities } from './capabilities.ts';

/** What one capability wins by itself where nothing else is open, in the light of Capability.dangerous (facts/capabilities). */
const bySeverity: Readonly<Partial<Record<Severity, readonly string[]>>> = {
  critical: ['ALL', 'CAP_SYS_ADMIN', 'CAP_SYS_MODULE', 'CAP_SYS_RAWIO', 'CAP_DAC_READ_SEARCH'],
  high: ['CAP_BPF', 'CAP_PERFMON', 'CAP_MAC_ADMIN', 'CAP_MAC_OVERRIDE', 'CAP_SYS_BOOT'],
  medium: ['CAP_NET_RAW'],
  low: ['CAP_IPC_OWNER', 'CAP_LINUX_IMMUTABLE', 'CAP_SYS_PACCT', 'CAP_AUDIT_READ'],
};

/** How grave it is to hold a capability in use, beside the namespaces of this container and before its user namespace is looked at. */
export const capabilitySeverity = (capability: string, container: Container): Severity =>
  withNamespaces(capability, container) ?? tabled(capability);

function tabled(capability: string): Severity {
  for (const severity of ['critical', 'high', 'medium', 'low'] as const)
    if (bySeverity[severity]?.includes(capability) === true) return severity;
  return dangerousCapabilities.has(capability) ? 'medium' : 'low';
}

/** Some reach as far as the namespace that the container shares. */
function withNamespaces(capability: string, { linux }: Container): Severity | undefined {
  const isHost = (name: 'pid' | 'network' | 'ipc'): boolean => knownValue(linux.namespaces[name])?.mode === 'host';
  if (capability === 'CAP_SYS_PTRACE') return isHost('pid') ? 'critical' : 'medium';
  if (capability === 'CAP_NET_ADMIN') return isHost('network') ? 'high' : 'medium';
  return capability === 'CAP_IPC_OWNER' && isHost('ipc') ? 'medium' : undefined;
}
