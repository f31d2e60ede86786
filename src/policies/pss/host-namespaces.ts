import { hostIpc } from '../../controls/host-ipc/control.ts';
import { hostNetwork } from '../../controls/host-network/control.ts';
import { hostPid } from '../../controls/host-pid/control.ts';
import { broken, type Control, type Pod } from '../../model/index.ts';
import { type Check, forbid } from './check.ts';

/** One check of admission, which is about three measures of ours. */
export const hostNamespaces: readonly Check[] = [of('hostNetwork', hostNetwork), of('hostPID', hostPid), of('hostIPC', hostIpc)];

function of(key: 'hostNetwork' | 'hostPID' | 'hostIPC', control: Control): Check {
  const pod = ({ [key]: field }: Pod) => forbid(field, (on, at) => (on ? broken(`the pod sets ${key}: true`, at) : undefined));
  return { id: 'hostNamespaces', level: 'baseline', control, passes: `the pod does not set ${key}`, revisions: [{ since: 0, pod }] };
}
