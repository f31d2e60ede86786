import { dangerousCapabilities } from '../../controls/dangerous-capabilities/control.ts';
import { added, type Check } from './capabilities.ts';

export const capabilitiesBaseline: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  control: dangerousCapabilities,
  passes: 'adds no capability beyond those that runtimes give by default',
  revisions: [{ since: 0, container: ({ own }) => added(own, allowed, 'which is not one of those that runtimes give by default') }],
};

const allowed = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(' '),
);
