import { dangerousCapabilities } from '../../facts/capabilities.ts';
import { capabilitySeverity } from '../../facts/capability-severity.ts';
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
        // Who its user is may not be known: then what it holds is taken to be in use.
        const usable = inUse.has(value) || unsure !== undefined;
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

function severityOf(name: string, container: Container, usable: boolean): Severity {
  const alone = capabilitySeverity(name, container);
  const isWeighty = alone === 'critical' || alone === 'high';
  if (hasUserNamespace(container) && isWeighty) return 'medium';
  return usable ? alone : isWeighty ? 'medium' : 'low';
}
