import { maskedPaths } from '../../controls/masked-paths/control.ts';
import { broken } from '../../model/index.ts';
import { type Check, forbid, type Subject, userNamespace } from './check.ts';

const passes = 'leaves /proc masked';

export const procMount: Check = {
  id: 'procMount',
  level: 'baseline',
  control: maskedPaths,
  passes,
  revisions: [
    { since: 0, container },
    { since: 35, container, spares: userNamespace },
  ],
};

/** What baseline relaxed in 1.35 stays forbidden here. */
export const procMountRestricted: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  control: maskedPaths,
  passes,
  revisions: [{ since: 35, container, replaces: 'procMount' }],
};

function container({ own }: Subject) {
  return forbid(own.procMount, (value, field) => (value === 'Default' ? undefined : broken(`sets procMount: ${value}`, field)));
}
