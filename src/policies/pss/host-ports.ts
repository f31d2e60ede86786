import { hostPort } from '../../controls/host-port/control.ts';
import { broken } from '../../model/index.ts';
import { type Check, forbid, type Subject } from './check.ts';

/** In the node's network the API server fills in a hostPort for each port before admission looks (pkg/apis/core/v1/defaults.go). */
export const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  control: hostPort,
  passes: 'opens no port of the node',
  revisions: [{ since: 0, container }],
};

function container({ container: { ports } }: Subject) {
  return ports.flatMap((port) =>
    forbid(port.hostPort, (number, at) =>
      broken(`opens port ${number} of the node`, at, { remedy: [{ set: 'ports.hostPort.remove', to: { container: written(port) } }] }),
    ),
  );
}

const written = ({ containerPort }: Subject['container']['ports'][number]): string =>
  containerPort.state === 'unknown' ? '' : containerPort.value;
