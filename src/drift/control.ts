import type { Control } from '../model/index.ts';

/** What an engine was told and the kernel does not hold. It judges no single view, so it stands in no list of controls; reports and `explain` know it. */
export const drift: Control = {
  id: 'drift',
  group: 'host and engine',
  title: 'The kernel holds what the engine was told to make',
  stops: 'A measure that is written down, and shown by inspect, is not missing on the running container.',
  why: 'An engine drops settings that it cannot apply, often without a word: limits where a rootless engine has no control groups, weights of disks that the kernel does not know, an AppArmor profile on a host without AppArmor. A later docker update, a tool that writes to the control group, or a changed default of a daemon has the same effect. So a running container is read from the kernel, and each field that both sides know is compared. Only what is weaker than asked for is told here; bulkhead drift container:NAME lists all differences. Give the engine what it lacks (delegate the controllers, switch the kernel feature on), or take the setting out, so that nobody relies on it.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: [],
  references: {},
  judge: () => [],
  harden: () => [],
  risk: { safe: false, because: 'only the host can be given what it lacks', test: 'Compare anew.' },
};
