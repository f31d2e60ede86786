import { deviceClasses } from '../../facts/devices.ts';
import { type Container, type Device, hasUserNamespace, isUnknown, type Severity } from '../../model/index.ts';
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

const classOf = ({ path }: Device) => deviceClasses.find(({ paths }) => paths.some((pattern) => fits(pattern, path)));

const fits = (pattern: string, path: string): boolean =>
  pattern === path || (pattern.endsWith('*') && pattern !== '/dev/*' && path.startsWith(pattern.slice(0, -1)));

function measure(given: Device) {
  const { path, permissions = 'rwm' } = given;
  const gives = classOf(given)?.gives.replace('{path}', () => path);
  const name = path === '/dev/*' ? 'every device of the host' : `device ${path}${permissions === 'rwm' ? '' : ` (${permissions})`}`;
  return {
    width: new Set(permissions).size,
    value: [...permissions].sort().join(''),
    said: `given with ${permissions}`,
    name,
    ...(gives === undefined || gives === '' ? {} : { gives }),
  };
}

function severityOf(given: Device, container: Container): Severity {
  const { permissions = 'rwm' } = given;
  const reach = classOf(given)?.reach;
  if (!/[rw]/.test(permissions) || reach === 'none') return 'low';
  if (reach === 'host') return hasUserNamespace(container) ? 'medium' : permissions.includes('w') ? 'critical' : 'high';
  return reach === 'kernel' || reach === 'input' ? 'medium' : 'low';
}
