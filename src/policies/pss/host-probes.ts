import { probeHost } from '../../controls/probe-host/control.ts';
import { broken } from '../../model/index.ts';
import { type Check, forbid, type Subject } from './check.ts';

export const hostProbesAndHostLifecycle: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  control: probeHost,
  passes: 'its probes and lifecycle hooks name no host',
  revisions: [{ since: 34, container }],
};

function container({ own }: Subject) {
  return own.hosts.flatMap(({ path, host }) =>
    forbid(host, (value, field) => (value === '' ? undefined : broken(`sets ${path}, so the kubelet asks another host`, field))),
  );
}
