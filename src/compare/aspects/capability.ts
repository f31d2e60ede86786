import { dangerousCapabilities } from '../../facts/capabilities.ts';
import { type Container, hasUserNamespace, isKnown, isUnknown, knownValue, type Severity } from '../../model/index.ts';
import { anyKey } from '../differences.ts';
import { type Aspect, type Trait, traitOf, unknownTrait } from '../trait.ts';

/** In use from the start (width 2), or only within reach of a set-uid program (width 1): the bounding set without the effective one. */
export const capability: Aspect = {
  kind: 'capability',
  absent: { width: 0, said: 'not held' },
  reason: ({ process }, key) => process.capabilities?.drop?.find((entry) => [key, 'ALL'].includes(knownValue(entry) ?? '')),
  traits(container) {
    const { bounding = [], effective } = container.process.capabilities ?? {};
    const inUse = new Set((effective ?? bounding).flatMap((entry) => knownValue(entry) ?? []));
    const unsure = effective?.find(isUnknown);
    return [
      ...bounding.filter(isUnknown).map((entry) => unknownTrait(anyKey(entry.because), entry, 'medium')),
      ...bounding.filter(isKnown).flatMap((entry): Trait[] => {
        const { value } = entry;
        const sure = inUse.has(value) || unsure === undefined;
        if (!sure) return traitOf(value, entry, severityOf(value, container, false), () => held(value));
        const usable = inUse.has(value);
        return traitOf(value, entry, severityOf(value, container, usable), () => (usable ? held(value) : reachable(value)));
      }),
    ];
  },
};

const gives = (name: string) => {
  const danger = dangerousCapabilities.get(name);
  return danger === undefined ? {} : { gives: danger };
};

const held = (name: string) => ({ width: 2, said: 'held', name, ...gives(name) });

const reachable = (name: string) => ({
  width: 1,
  said: 'only for set-uid programs',
  name,
  gives: `${dangerousCapabilities.get(name) ?? 'it is in the bounding set'}, once a set-uid program gives it the use of it`,
});

/** By what one of them wins alone. */
const grave: Readonly<Record<string, Severity>> = {
  CAP_SYS_ADMIN: 'critical',
  CAP_SYS_MODULE: 'critical',
  CAP_SYS_RAWIO: 'critical',
  CAP_DAC_READ_SEARCH: 'critical',
  CAP_BPF: 'high',
  CAP_PERFMON: 'high',
  CAP_MAC_ADMIN: 'high',
  CAP_MAC_OVERRIDE: 'high',
  CAP_SYS_BOOT: 'high',
  CAP_NET_RAW: 'medium',
  CAP_IPC_OWNER: 'low',
  CAP_LINUX_IMMUTABLE: 'low',
  CAP_SYS_PACCT: 'low',
  CAP_AUDIT_READ: 'low',
};

function severityOf(name: string, container: Container, usable: boolean): Severity {
  const alone = withNamespaces(name, container) ?? grave[name] ?? (dangerousCapabilities.has(name) ? 'medium' : 'low');
  const isWeighty = alone === 'critical' || alone === 'high';
  if (hasUserNamespace(container) && isWeighty) return 'medium';
  return usable ? alone : isWeighty ? 'medium' : 'low';
}

/** Two of them reach as far as the namespace that the container shares. */
function withNamespaces(name: string, { linux }: Container): Severity | undefined {
  if (name === 'CAP_SYS_PTRACE') return knownValue(linux.namespaces.pid)?.mode === 'host' ? 'critical' : 'medium';
  if (name === 'CAP_NET_ADMIN') return knownValue(linux.namespaces.network)?.mode === 'host' ? 'high' : 'medium';
  return undefined;
}
