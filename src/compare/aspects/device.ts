import { deviceClassOf, deviceSeverity } from '../../facts/devices.ts';
import { atLeast, type Container, type Device, hasUserNamespace, isUnknown, type Severity } from '../../model/index.ts';
import { anyKey } from '../differences.ts';
import { type Aspect, type Trait, traitOf, unknownTrait } from '../trait.ts';

export const device: Aspect = {
  kind: 'device',
  absent: { width: 0, said: 'not given' },
  subject: (key) => `device ${key}`,
  traits: (container) =>
    (container.linux.devices ?? []).flatMap((entry): Trait[] =>
      isUnknown(entry)
        ? [unknownTrait(anyKey(entry.because), entry, 'medium')]
        : traitOf(entry.value.path, entry, severityOf(entry.value, container), () => measure(entry.value)),
    ),
};

function measure(given: Device) {
  const { path, permissions = 'rwm' } = given;
  const gives = deviceClassOf(given)?.gives.replace('{path}', () => path);
  const name = path === '/dev/*' ? 'every device of the host' : `device ${path}${permissions === 'rwm' ? '' : ` (${permissions})`}`;
  return {
    width: new Set(permissions).size,
    value: [...permissions].sort().join(''),
    said: `given with ${permissions}`,
    name,
    ...(gives === undefined || gives === '' ? {} : { gives }),
  };
}

/** Root of a user namespace meets the permissions of the device's file. */
function severityOf(given: Device, container: Container): Severity {
  const alone = deviceSeverity(given);
  return hasUserNamespace(container) && atLeast(alone, 'high') ? 'medium' : alone;
}
