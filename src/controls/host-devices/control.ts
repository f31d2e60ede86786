import { deviceClassOf, deviceSeverity } from '../../facts/devices.ts';
import {
  atLeast,
  broken,
  type Container,
  type Control,
  type Device,
  hasUserNamespace,
  held,
  isKnown,
  type Severity,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const hostDevices: Control = {
  id: 'host-devices',
  group: 'kernel surface',
  title: 'The container is given no device of the host',
  stops:
    'An intruder cannot read or write a disk or the memory of the host behind its file permissions, nor feed its drivers, which are kernel code that trusts its callers.',
  why: 'There is no namespace for devices: a device inside is the very one outside, shared with everyone who has it. A disk or /dev/mem is the host itself. A GPU, a serial port, /dev/kvm, /dev/fuse or /dev/net/tun is often the point of the container; then name that one device, with the fewest permissions (:r where reading is enough), and accept the finding with its reason. Prefer a CDI name or a device plugin to a bare path.',
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the hardware behind the device is out of reach',
    test: 'Use the function that needs the hardware',
  },
  references: { cisDocker: ['5.18'], nist800190: ['4.4.3', '4.5.5'], mitre: ['T1611'] },
  judge(container) {
    const verdicts = (container.linux.devices ?? []).flatMap((entry): Verdict[] => {
      if (entry.state === 'unknown') return [undecided(entry)];
      const fault = faultOf(entry.value, hasUserNamespace(container));
      if (fault === undefined) return [];
      const remedy = entry.state === 'written' ? ([{ set: 'linux.devices.remove', to: { path: entry.value.path } }] as const) : undefined;
      return [broken(fault.detail, entry, { severity: fault.severity, remedy })];
    });
    return verdicts.length === 0 ? held('is given no device of the host') : verdicts;
  },
  harden: (container) => given(container).map(({ path }) => ({ set: 'linux.devices.remove', to: { path } })),
};

const given = ({ linux }: Container): Device[] =>
  (linux.devices ?? []).filter(isKnown).flatMap(({ state, value }) => (state === 'written' && faultOf(value) !== undefined ? [value] : []));

interface Fault {
  readonly detail: string;
  readonly severity: Severity;
}

function faultOf(device: Device, inUserNamespace = false): Fault | undefined {
  const found = deviceClassOf(device);
  if (found?.reach === 'none') return undefined;
  const detail = (
    found?.gives ?? (device.path.startsWith('/') ? 'is given the device {path} of the host' : 'is given devices of the host ({path})')
  ).replace('{path}', () => device.path);
  const severity = deviceSeverity(device);
  // Its root is nobody to the host, so the permissions of the device's file stand in the way.
  if (inUserNamespace && atLeast(severity, 'high')) return { detail: `${detail}, if its user on the host may open it`, severity: 'medium' };
  return { detail, severity };
}
