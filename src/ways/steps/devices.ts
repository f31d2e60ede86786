import { type DeviceClass, deviceClassOf } from '../../facts/devices.ts';
import { type Device, type Field, isUnknown } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { gap } from '../grounds.ts';
import { capability, host, hostUser, inside, root, secret } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { deviceTrial } from '../tried.ts';
import { hostPowers, noUserNamespace } from '../walls.ts';
import { capabilitySteps, mayHold } from './inside.ts';

/** Devices of the host that the container was given. */
export const deviceSteps = (inmate: Inmate): readonly Draft[] => {
  const given = inmate.container.linux.devices ?? [];
  return given.flatMap((entry) => (isUnknown(entry) ? [] : stepsOf(inmate, entry, entry.value)));
};

const isMemory = (path: string): boolean => /^\/dev\/(?:k?mem|port|cpu\/)/.test(path);

function stepsOf(inmate: Inmate, entry: Field<Device>, device: Device): readonly Draft[] {
  const found = deviceClassOf(device);
  const { path, permissions = 'rwm' } = device;
  if (found?.reach === 'none' || !/[rw]/.test(permissions) || !path.startsWith('/')) return [];
  const { container } = inmate;
  const own = gap(inmate, path === '/dev/*' ? 'it may use every device of the host' : `it is given ${path}`, entry, 'host-devices');
  const trial = path === '/dev/*' ? undefined : deviceTrial(device.containerPath ?? path);
  const tried = trial === undefined ? {} : { trial };
  if (isMemory(path)) return memory(inmate, path, [own]);
  if (found?.reach === 'host') return disk(inmate, device, found, { gaps: [own, noUserNamespace(inmate)], ...tried });
  if (found?.reach === 'input')
    return draft(inmate, {
      from: root(container),
      to: hostUser,
      kind: 'input-device',
      gaps: [own, noUserNamespace(inmate)],
      ...tried,
      certainty: 'perhaps',
      because: 'whether somebody sits at the host is not known',
    });
  if (path.startsWith('/dev/vfio/') || path === '/dev/iommu')
    return draft(inmate, {
      from: root(container),
      to: host,
      kind: 'direct-hardware',
      gaps: [own],
      ...tried,
      certainty: 'perhaps',
      because: 'whether an IOMMU keeps the device to its own memory is not known',
    });
  if (path === '/dev/kmsg') return [];
  return draft(inmate, {
    from: inside(container),
    to: host,
    kind: 'device-driver',
    what: `meets a fault of the driver behind ${path}`,
    gaps: [own],
    ...tried,
    certainty: 'fault',
    because: 'it takes a fault of the driver',
  });
}

type Around = Pick<Parameters<typeof draft>[1], 'gaps' | 'trial'>;

function disk(inmate: Inmate, { path, permissions = 'rwm' }: Device, { gives }: DeviceClass, around: Around): readonly Draft[] {
  const { container } = inmate;
  const from = root(container);
  if (permissions.includes('w')) {
    const what =
      path === '/dev/*' ? "writes the host's disks past their file permissions" : `writes ${path} past the permissions of its files`;
    return draft(inmate, { from, to: host, kind: 'disk-device', what, ...around });
  }
  const what = gives.replace('{path}', () => path);
  return draft(inmate, {
    from,
    to: secret(container, path, `what ${path} holds`),
    kind: 'disk-read',
    what: `reads it: ${what}`,
    ...around,
  });
}

/** The kernel asks who opens them for CAP_SYS_RAWIO. */
function memory(inmate: Inmate, path: string, own: Around['gaps']): readonly Draft[] {
  if (!mayHold(inmate, 'CAP_SYS_RAWIO')) return [];
  const onward = draft(inmate, {
    from: capability(inmate.container, 'CAP_SYS_RAWIO'),
    to: host,
    kind: 'memory-device',
    what: `reads and writes ${path}`,
    gaps: [...own, ...hostPowers(inmate)],
    certainty: 'perhaps',
    because: 'it takes a kernel that neither is locked down nor keeps its own memory out of it (CONFIG_STRICT_DEVMEM)',
  });
  return onward.length === 0 ? [] : [...capabilitySteps(inmate, 'CAP_SYS_RAWIO'), ...onward];
}
