import { hostProcess } from '../../controls/host-process/control.ts';
import { broken, type Field, type Verdict } from '../../model/index.ts';
import { type Check, forbid } from './check.ts';

export const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  control: hostProcess,
  passes: 'is no process of a Windows host',
  revisions: [
    {
      since: 0,
      pod: ({ security }) => fault('the pod sets hostProcess: true', security.hostProcess),
      container: ({ own }) => fault('sets hostProcess: true', own.security.hostProcess),
    },
  ],
};

const fault = (detail: string, field: Field<boolean> | undefined): Verdict[] =>
  forbid(field, (on, at) => (on ? broken(`${detail}, so it runs on the Windows host itself`, at) : undefined));
