import {
  broken,
  type Change,
  type Control,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Port,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const hostPort: Control = {
  id: 'host-port',
  group: 'network',
  title: 'The pod opens no port of its node',
  stops:
    'Whoever reaches a node does not reach the workload around its Service, its ingress and the network policies that watch over them.',
  why: "A hostPort opens the container's port on the address of whichever node the pod runs on. Traffic to it does not come through the Service or the ingress, with some network plugins network policies do not see it, and a second pod with the same port cannot run on that node. Ingress controllers, DNS and node agents that are looked for on their node use it; a workload that others reach by name wants a Service (ClusterIP, or LoadBalancer for the outside). With hostNetwork every containerPort is such a port.",
  severity: 'medium',
  gain: 'network',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'whoever reaches it by the port of the node no longer does',
    test: 'Connect to it through a Service',
  },
  references: {
    pss: ['hostPorts'],
    cisKubernetes: ['5.2.13'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.2'],
    mitre: ['T1133'],
  },
  judge(container) {
    if (container.engine !== 'kubernetes')
      return inapplicable('only a pod has ports of its node: published-address judges published ports');
    const verdicts = container.ports.map(judgePort).filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('opens no port of the node');
  },
  harden: ({ ports }) => ports.filter((port) => judgePort(port)?.outcome === 'broken').flatMap(remove),
};

function judgePort(port: Port): Verdict | undefined {
  const { hostPort: number, hostIp } = port;
  if (number === undefined) return undefined;
  if (isUnknown(number)) return undecided(number);
  const loopback = /^(?:127\.|::1$)/.test(knownValue(hostIp) ?? '');
  const where = loopback ? ', on its loopback address' : '';
  return broken(`opens port ${number.value} of the node${where}`, number, {
    remedy: remove(port),
    ...(loopback ? { severity: 'low' } : {}),
  });
}

function remove({ containerPort, hostPort: number }: Port): Change[] {
  const container = knownValue(containerPort);
  if (number?.state === 'default') return [{ set: 'linux.namespaces.network', to: { mode: 'private' } }];
  return container === undefined ? [] : [{ set: 'ports.hostPort.remove', to: { container } }];
}
