import type { Device } from '../../model/index.ts';

/**
 * A rule of the device cgroup, "c 189:* rwm": a kind of devices that the container may make and open itself. `a`, and a
 * major number of `*`, is every device there is. Undefined: no such rule.
 * Sources: moby 29 daemon/pkg/oci/oci.go deviceCgroupRuleRegex; Linux 6.12 Documentation/admin-guide/cgroup-v1/devices.rst.
 */
export function deviceRule(text: string): Device | undefined {
  const [, kind, major, minor, permissions] = /^([abc]) +(\d{1,10}|\*):(\d{1,10}|\*) +([rwm]{1,3})$/.exec(text.trim()) ?? [];
  if (kind === undefined || permissions === undefined) return undefined;
  return { path: kind === 'a' || major === '*' ? '/dev/*' : `${kind} ${major}:${minor}`, permissions };
}
