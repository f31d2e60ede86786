import { kubernetesSafeSysctls, sysctlEffect, sysctlNamespace } from '../../facts/sysctls.ts';
import { type Container, isKnown, type Sysctl } from '../../model/index.ts';
import { type Aspect, type Trait, traitOf } from '../trait.ts';

export const sysctl: Aspect = {
  kind: 'sysctl',
  absent: { width: 0, said: 'as the kernel has it' },
  subject: (key) => `kernel setting ${key}`,
  // What the engine sets by itself comes with its namespaces.
  traits: (container) => container.linux.sysctl.filter(({ value }) => value.state !== 'default').flatMap((one) => traitsOf(one, container)),
};

function traitsOf({ name, value, origin }: Sysctl, { engine }: Container): Trait[] {
  const gives = sysctlEffect(name, isKnown(value) ? value.value : '');
  const ofHost = sysctlNamespace(name) === undefined;
  const unsafe = gives !== undefined || ofHost || (engine === 'kubernetes' && !kubernetesSafeSysctls.has(name));
  return traitOf(name, value, ofHost ? 'high' : unsafe ? 'medium' : 'low', (said) => ({
    width: unsafe ? 1 : 0,
    said,
    ...(unsafe ? { name: `${name}=${said}` } : {}),
    ...(gives === undefined ? {} : { gives }),
    origin,
  }));
}
