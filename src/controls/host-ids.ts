/** The ids of host-index.ts, for those who only need to know whether there is such a control: this loads nothing. */
export const hostControlIds: readonly string[] = [
  'engine-version',
  'engine-access',
  'engine-rootless',
  'userns-remap',
  'engine-configuration',
  'kernel-support',
  'kernel-hardening',
];
